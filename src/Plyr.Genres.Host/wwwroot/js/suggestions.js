import { recommendedTags } from "./api.js";
import { element } from "./dom.js";
import { foreign } from "./foreign-text.js";
import { percent } from "./format.js";
import { clean, includes, isTooLong, key, maxTags } from "./tags.js";

const limit = 8;
const labelId = "suggestions-label";

/** Shows the suggestions below a tag editor's input and fetches them once for each opening. */
export class Suggestions {
  #editor;
  #announce;
  #abort = null;
  #isLoading = false;
  #offered = [];

  constructor(editor, announce) {
    this.#editor = editor;
    this.#announce = announce;
  }

  async open(trackId) {
    this.close();
    const abort = new AbortController();
    this.#abort = abort;
    this.#isLoading = true;
    this.render();
    let offered = [];
    try {
      offered = offeredIn(await recommendedTags(trackId, limit, abort.signal));
    } catch {
      // Without suggestions the form works as before, so no failure is shown.
    }
    // An answer that arrives after the dialog was closed or opened on another track changes nothing.
    if (this.#abort === abort) {
      this.#isLoading = false;
      this.#offered = offered;
      this.render();
      this.#announceChips();
    }
  }

  close() {
    this.#abort?.abort();
    this.#abort = null;
    this.#isLoading = false;
    this.#offered = [];
    this.render();
  }

  render() {
    const shown = this.#shown;
    const content = this.#isLoading ? [wave()] : this.#chips(shown);
    const slot = this.#editor.suggestionsSlot;
    const focused = [...slot.querySelectorAll("button")].indexOf(document.activeElement);
    slot.replaceChildren(...(this.#isLoading || shown.length > 0 ? [row(content)] : []));
    if (focused >= 0) {
      this.#focus(focused);
    }
  }

  /** Those that are not among the tags in the editor. */
  get #shown() {
    const { tags } = this.#editor;
    return this.#offered.filter(({ name }) => !includes(tags, name));
  }

  #chips(shown) {
    const full = this.#editor.tags.length >= maxTags;
    const chips = shown.map(({ name, score }, index) => {
      const chip = element("button", {
        type: "button",
        class: "suggestion-chip",
        "data-testid": "suggestion-chip",
        disabled: full,
        "aria-describedby": full ? this.#editor.hintId : null,
      }, "+ ", foreign(name), ...confidence(score));
      chip.addEventListener("click", () => this.#take(name, index));
      return element("li", {}, chip);
    });
    return [element("ul", { class: "suggestion-chips", "aria-labelledby": labelId }, ...chips)];
  }

  #take(name, index) {
    this.#editor.add(name);
    this.#focus(index);
  }

  /** Focuses the chip in a place, or the last one, or the editor when no chip can be taken. */
  #focus(index) {
    const chips = this.#editor.suggestionsSlot.querySelectorAll("button:enabled");
    (chips[Math.min(index, chips.length - 1)] ?? this.#editor).focus();
  }

  #announceChips() {
    const names = this.#shown.map(({ name }) => name);
    if (names.length > 0) {
      this.#announce(`Suggested tags: ${names.join(", ")}.`);
    }
  }
}

/** The usable suggestions in the API's order: each name once, and only what can be saved as a tag. */
function offeredIn(answer) {
  if (answer?.available !== true || !Array.isArray(answer.tags)) {
    return [];
  }
  const byKey = new Map();
  for (const tag of answer.tags) {
    const name = typeof tag?.name === "string" ? clean(tag.name) : "";
    if (name !== "" && !isTooLong(name) && !byKey.has(key(name))) {
      byKey.set(key(name), { name, score: tag.score });
    }
  }
  return [...byKey.values()];
}

const confidence = score => Number.isFinite(score)
  ? [" ", element("span", { class: "confidence" }, percent(score))]
  : [];

const row = children => element("div",
  { class: "suggestions", role: "group", "aria-labelledby": labelId, "data-testid": "suggestions" },
  element("span", { class: "suggestions-label", id: labelId }, "suggested"), ...children);

const wave = () => element("span", { class: "wave", role: "status", "data-testid": "suggestions-loading" },
  ...Array.from({ length: 5 }, () => element("span", { class: "wave-bar", "aria-hidden": "true" })),
  element("span", { class: "visually-hidden" }, "Loading suggested tags"));
