import { byId } from "./dom.js";

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
