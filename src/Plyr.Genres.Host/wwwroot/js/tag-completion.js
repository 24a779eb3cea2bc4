import { existingTags } from "./api.js";
import { element } from "./dom.js";
import { foreign } from "./foreign-text.js";
import { count } from "./format.js";
import { clean, includes } from "./tags.js";

const pauseInTyping = 150;

/**
 * Offers tags that exist below an input, as an ARIA combobox.
 * `taken()` returns the tags that are not offered; `pick(name)` takes one.
 */
export class TagCompletion {
  #input;
  #taken;
  #pick;
  #timer = null;
  #abort = new AbortController();
  #names = [];
  #active = -1;

  constructor(input, taken, pick) {
    this.#input = input;
    this.#taken = taken;
    this.#pick = pick;
    this.list = element("ul", {
      id: `${input.id}-options`, class: "completions", role: "listbox", "aria-label": "Existing tags", hidden: true,
      "data-testid": "completions",
    });
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.#ask());
    input.addEventListener("blur", () => this.close());
    // The input keeps the focus while an option is clicked.
    this.list.addEventListener("mousedown", event => event.preventDefault());
  }

  /** Handles a key and returns whether it was for the list. */
  press(event) {
    if (this.list.hidden) {
      return false;
    }
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        this.#move(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (this.#active < 0) {
          return false;
        }
        this.list.children[this.#active].click();
        break;
      case "Escape":
        // Only the list is closed, not the dialog around it.
        event.stopPropagation();
        this.close();
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  }

  close() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#show([]);
  }

  #ask() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    const prefix = clean(this.#input.value);
    if (prefix === "") {
      this.#show([]);
      return;
    }
    this.#timer = setTimeout(() => void this.#load(prefix), pauseInTyping);
  }

  async #load(prefix) {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const { tags } = await existingTags(prefix, signal);
      signal.throwIfAborted();
      this.#show(tags.filter(({ name }) => !includes(this.#taken(), name)));
    } catch {
      // Without completion, a tag is typed in full.
    }
  }

  #show(tags) {
    const active = this.#names[this.#active];
    this.#names = tags.map(({ name }) => name);
    this.list.replaceChildren(...tags.map(({ name, tracks }, index) => {
      const option = element("li",
        { id: `${this.list.id}-${index}`, class: "completion", role: "option", "aria-selected": "false" },
        element("span", {}, foreign(name)), " ", element("span", { class: "hint" }, count(tracks, "track")));
      option.addEventListener("click", () => {
        this.close();
        this.#pick(name);
      });
      return option;
    }));
    this.list.hidden = tags.length === 0;
    this.#input.setAttribute("aria-expanded", String(tags.length > 0));
    // An answer that arrives late must not take the choice back.
    this.#activate(this.#names.indexOf(active));
  }

  #move(step) {
    const count = this.#names.length;
    // From the last option it goes back to the text, and from there to the first.
    this.#activate((this.#active + step + 1 + count + 1) % (count + 1) - 1);
  }

  #activate(index) {
    const options = [...this.list.children];
    this.#active = index;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    this.#input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }
}
