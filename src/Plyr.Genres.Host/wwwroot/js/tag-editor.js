import { element, icon, showFieldError } from "./dom.js";
import { foreign, isolated, shortened } from "./foreign-text.js";
import { TagCompletion } from "./tag-completion.js";
import { includes, isTooLong, key, maxTagLength, maxTags, sameTags } from "./tags.js";

/**
 * An input that collects tags. Only Enter and the button end a tag: a comma can't, for genre names hold
 * commas and slashes ("folk, world, & country").
 */
export class TagEditor {
  #tags = [];
  #autoTags = [];
  #completion;
  #list;
  #input;
  #hint;
  #error;
  #changed;
  #announce;

  constructor(place, prefix, { changed = () => {}, announce = () => {} } = {}) {
    this.#changed = changed;
    this.#announce = announce;
    this.#list = element("ul", { class: "tags", "aria-label": "Chosen tags", "data-testid": "chosen-tags" });
    this.#input = element("input", {
      id: `${prefix}-tag-input`, type: "text", autocomplete: "off", dir: "auto", enterkeyhint: "done",
      "aria-describedby": `${prefix}-tag-hint ${prefix}-tag-error`, "data-testid": "tag-input",
    });
    this.#hint = element("p", { id: `${prefix}-tag-hint`, class: "hint changes", "data-testid": "tag-hint" });
    this.#error = element("p",
      { id: `${prefix}-tag-error`, class: "error", role: "alert", hidden: true, "data-testid": "tag-error" });
    this.suggestionsSlot = element("div", {});
    const button = element("button",
      { type: "button", class: "button", "aria-label": "Add tag", "data-testid": "add-tag" }, "Add");

    button.addEventListener("click", () => {
      if (this.commitDraft()) {
        this.focus();
      }
    });
    this.#completion = new TagCompletion(this.#input, () => this.#tags, name => {
      if (this.add(name)) {
        this.#clearInput();
      }
    });
    this.#input.addEventListener("input", () => {
      this.#fail(null);
      this.#limitInput();
    });
    this.#input.addEventListener("keydown", event => this.#press(event));
    place.append(
      element("label", { for: this.#input.id }, "Tags"),
      this.#list,
      element("div", { class: "tag-entry changes" }, this.#input, this.#completion.list, button),
      this.suggestionsSlot, this.#hint, this.#error);
    this.#render();
  }

  /** The id of the sentence that says how many tags there are, and why no more can be added. */
  get hintId() {
    return this.#hint.id;
  }

  get tags() {
    return [...this.#tags];
  }

  /** Whether something is typed that isn't a tag yet. */
  get hasDraft() {
    return this.#input.value !== "";
  }

  reset(tags = [], autoTags = []) {
    this.#clearInput();
    this.#completion.close();
    this.#fail(null);
    this.replace(tags, autoTags);
  }

  /** Sets the tags, and which of them were added automatically, and leaves what is being typed. */
  replace(tags, autoTags) {
    if (sameTags(tags, this.#tags) && sameTags(autoTags, this.#autoTags)) {
      return;
    }
    this.#tags = [...tags];
    this.#autoTags = [...autoTags];
    this.#fail(null);
    this.#render();
  }

  focus() {
    this.#input.focus();
  }

  /** Adds a tag unless the track has it in any case; false, with the reason shown, when it can't. */
  add(text) {
    // As the server stores it, so that a tag exists once.
    const name = key(text);
    if (includes(this.#tags, name)) {
      return true;
    }
    if (this.#isFull) {
      return this.#fail(`A track holds at most ${maxTags} tags. Remove one to add “${isolated(name)}”.`);
    }
    if (isTooLong(name)) {
      return this.#fail(`A tag has at most ${maxTagLength} characters.`);
    }
    this.#tags.push(name);
    this.#render();
    const full = this.#isFull ? " Remove one to add another." : "";
    this.#announce(`${shortened(name)} added, ${this.#tags.length} of ${maxTags} tags.${full}`);
    this.#changed();
    return true;
  }

  /** Adds the text in the input as a tag, in case Enter was forgotten. */
  commitDraft() {
    if (key(this.#input.value) === "") {
      return true;
    }
    const added = this.add(this.#input.value);
    if (added) {
      this.#clearInput();
      this.#completion.close();
    }
    return added;
  }

  get #isFull() {
    return this.#tags.length >= maxTags;
  }

  #press(event) {
    // Enter may also end the composition of an input method.
    if (event.isComposing || this.#completion.press(event)) {
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
      this.commitDraft();
    }
    // A held key deletes text, not tags.
    if (event.key === "Backspace" && !event.repeat && this.#input.value === "" && this.#tags.length > 0) {
      event.preventDefault();
      this.#take(this.#tags.length - 1);
    }
  }

  #take(index) {
    const [name] = this.#tags.splice(index, 1);
    this.#fail(null);
    this.#render();
    this.#announce(`${shortened(name)} removed.`);
    this.#changed();
  }

  #remove(name) {
    const index = this.#tags.indexOf(name);
    this.#take(index);
    this.#focusTag(index);
  }

  /** Focuses the tag in a place, or the last one, or the input if there are no tags. */
  #focusTag(index) {
    const buttons = this.#list.querySelectorAll("button");
    (buttons[Math.min(index, buttons.length - 1)] ?? this.#input).focus();
  }

  #fail(sentence) {
    if (sentence || !this.#error.hidden) {
      showFieldError(this.#input, this.#error, sentence);
    }
    return false;
  }

  #clearInput() {
    this.#input.value = "";
    this.#limitInput();
  }

  /** Makes the input read-only while no tag can be added. Text that is in it already can be deleted. */
  #limitInput() {
    // Read-only rather than disabled: a disabled input would lose the focus after the last tag was typed.
    this.#input.readOnly = this.#isFull && !this.hasDraft;
  }

  #render() {
    this.#limitInput();
    this.#hint.textContent = this.#isFull
      ? `A track holds at most ${maxTags} tags. Remove one to add another.`
      : `Enter adds a tag. ${this.#tags.length} of ${maxTags} tags.`;
    const focused = [...this.#list.querySelectorAll("button")].indexOf(document.activeElement);
    this.#list.replaceChildren(...this.#tags.map(name => {
      const auto = includes(this.#autoTags, name);
      const remove = element("button", {
        type: "button", class: "tag-remove changes", "data-testid": "remove-tag",
        "aria-label": `Remove ${shortened(name)}${auto ? ", added automatically" : ""}`,
      }, icon("icon-remove", "M6 6l12 12M18 6L6 18"));
      remove.addEventListener("click", () => this.#remove(name));
      return element("li", { class: auto ? "tag-item tag-auto" : "tag-item", "data-auto": String(auto) },
        element("span", { title: auto ? "Added automatically" : null, "data-testid": "tag" }, foreign(name)), remove);
    }));
    if (focused >= 0) {
      this.#focusTag(focused);
    }
  }
}
