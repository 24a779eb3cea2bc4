/**
 * Builds an element. Strings become text nodes, so that nothing a server sends is ever parsed as markup;
 * an attribute that is null, undefined or false is left out.
 */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

const svgNamespace = "http://www.w3.org/2000/svg";

export function icon(className, path) {
  const shape = fill(document.createElementNS(svgNamespace, "path"), { d: path }, []);
  return fill(document.createElementNS(svgNamespace, "svg"),
    { class: className, viewBox: "0 0 24 24", "aria-hidden": "true" }, [shape]);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children);
  return node;
}

/** Calls an action at the first click. The button keeps the focus, which a disabled one would lose. */
export function onFirstClick(button, action) {
  button.addEventListener("click", () => {
    button.setAttribute("aria-disabled", "true");
    action();
  }, { once: true });
}

/** Gives the focus back to an element that lost it by being disabled, or to another one if it is hidden now. */
export function refocus(element, other) {
  if ([document.body, element].includes(document.activeElement)) {
    (element.checkVisibility() && !element.disabled ? element : other).focus();
  }
}

export const byId = id => document.getElementById(id);

/** Shows a sentence in an element that is hidden while there is none. */
export function showSentence(place, sentence) {
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
}

/** Shows a field's error beside it, and marks and focuses the field. */
export function showFieldError(input, place, sentence) {
  markField(input, place, sentence);
  if (sentence) {
    input.focus();
  }
}

/** The same without the focus, for an error that is found while a person does something else. */
export function markField(input, place, sentence) {
  showSentence(place, sentence);
  if (sentence) {
    input.setAttribute("aria-invalid", "true");
  } else {
    input.removeAttribute("aria-invalid");
  }
}

/**
 * Fills a row with a name, a bar and a value. The share (0 to 1) goes through CSSOM, since the policy forbids style
 * attributes.
 */
export function bar(row, name, share, value) {
  const filled = element("span", { class: "bar-fill" });
  filled.style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
  row.append(
    element("span", { class: "bar-name" }, name),
    element("span", { class: "bar-track", "aria-hidden": "true" }, filled),
    element("span", { class: "bar-value" }, value));
  return row;
}

/** Folds a part of the page away on a narrow screen until its button is pressed. Returns a function that shows it. */
export function disclosure(buttonId) {
  const button = byId(buttonId);
  const show = shown => {
    button.setAttribute("aria-expanded", String(shown));
    button.textContent = shown ? "Hide" : "Show";
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") === "false"));
  return () => show(true);
}
