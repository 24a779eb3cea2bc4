import { recommendedTags } from "./api.js";
import { element } from "./dom.js";
import { foreign } from "./foreign-text.js";
import { answered, asked, closed, failed, initial, view } from "./suggestions.js";

const limit = 8;
const labelId = "suggestions-label";

/** Shows the suggestions below a tag editor's input and fetches them once for each opening. */
export class SuggestionRow {
  #editor;
  #announce;
  #state = initial;
  #abort = null;

  constructor(editor, announce) {
    this.#editor = editor;
    this.#announce = announce;
  }

  async open(trackId) {
    this.close();
    this.#state = asked(this.#state);
    const request = this.#state.request;
    this.#abort = new AbortController();
    this.render();
    try {
      const answer = await recommendedTags(trackId, limit, this.#abort.signal);
      this.#state = answered(this.#state, request, answer);
    } catch {
      // Suggestions are a courtesy: without them the form works as before, so no failure is shown.
      this.#state = failed(this.#state, request);
    }
    if (this.#state.request === request) {
      this.render();
      this.#announceChips();
    }
  }

  close() {
    this.#abort?.abort();
    this.#abort = null;
    this.#state = closed(this.#state);
    this.render();
  }

  render() {
    const shown = this.#view();
    this.#editor.suggestionsSlot.replaceChildren(
      ...(shown.kind === "none" ? [] : [row(shown.kind === "loading" ? [wave()] : this.#chips(shown))]));
  }

  #view() {
    return view(this.#state, this.#editor.tags);
  }

  #chips({ names, full }) {
    const chips = names.map((name, index) => {
      const chip = element("button", {
        type: "button",
        class: "suggestion-chip",
        "data-testid": "suggestion-chip",
        disabled: full,
        "aria-describedby": full ? this.#editor.hintId : null,
      }, "+ ", foreign(name));
      chip.addEventListener("click", () => this.#take(name, index));
      return element("li", {}, chip);
    });
    return [element("ul", { class: "suggestion-chips", "aria-labelledby": labelId }, ...chips)];
  }

  #take(name, index) {
    this.#editor.add(name);
    const chips = this.#editor.suggestionsSlot.querySelectorAll("button:enabled");
    const next = chips[Math.min(index, chips.length - 1)];
    if (next) {
      next.focus();
    } else {
      this.#editor.focus();
    }
  }

  #announceChips() {
    const shown = this.#view();
    if (shown.kind === "chips") {
      this.#announce(`Suggested tags: ${shown.names.join(", ")}.`);
    }
  }
}

const row = children => element("div",
  { class: "suggestions", role: "group", "aria-labelledby": labelId, "data-testid": "suggestions" },
  element("span", { class: "suggestions-label", id: labelId }, "suggested"), ...children);

const wave = () => element("span", { class: "wave", role: "status", "data-testid": "suggestions-loading" },
  ...Array.from({ length: 5 }, () => element("span", { class: "wave-bar", "aria-hidden": "true" })),
  element("span", { class: "visually-hidden" }, "Loading suggested tags"));
