import { addressOf, filtersOf, without } from "./address.js";
import { byId, element, icon } from "./dom.js";
import { foreign, isolated, shortened } from "./foreign-text.js";
import { count, number } from "./format.js";
import { stateNames } from "./states.js";

const pauseInTyping = 250;
const names = { q: "Search", tag: "Tag", state: "State", genre: "Genre", auto_tagged: "Auto-tags" };

/** The search box, the order, the filters and the total above the list. */
export class Finder {
  #search = byId("search");
  #sort = byId("sort");
  #filters = byId("filters");
  #all = byId("all-tracks");
  #status = byId("tracks-status");
  #view = null;
  #total = null;
  #libraryTotal = null;
  #isFiltered = false;
  #timer = null;

  /** `go(view, replaces)` shows a view; it takes the place of the current one in the history while a person types. */
  constructor(go) {
    this.#search.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#find(go), pauseInTyping);
    });
    byId("search-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#find(go);
    });
    this.#sort.addEventListener("change", () => go({ ...this.#view, sort: this.#sort.value }, false));
  }

  show(view) {
    clearTimeout(this.#timer);
    this.#view = view;
    this.#sort.value = view.sort;
    if (this.#search.value.trim() !== (view.q ?? "")) {
      this.#search.value = view.q ?? "";
    }
    const filters = filtersOf(view);
    this.#filters.replaceChildren(...filters.map(name => chip(view, name)));
    this.#all.hidden = filters.length === 0;
    this.#all.href = addressOf({ sort: view.sort });
    const title = filters.map(name => isolated(valueOf(view, name))).join(", ");
    document.title = title === "" ? "Plyr.Genres" : `${title} – Plyr.Genres`;
  }

  /** How many tracks the view has; null when the list can't be read. */
  showTotal(total, isFiltered) {
    this.#total = total;
    this.#isFiltered = isFiltered;
    this.#say();
  }

  showLibraryTotal(total) {
    this.#libraryTotal = total;
    this.#say();
  }

  #find(go) {
    clearTimeout(this.#timer);
    const text = this.#search.value.trim();
    if (text !== (this.#view.q ?? "")) {
      go({ ...this.#view, q: text }, this.#view.q !== undefined && text !== "");
    }
  }

  #say() {
    const all = this.#libraryTotal;
    const sentence = this.#sentence(all);
    if (this.#status.textContent !== sentence) {
      this.#status.textContent = sentence;
    }
  }

  #sentence(all) {
    if (this.#total === null) {
      return "";
    }
    if (!this.#isFiltered) {
      return this.#total === 0 ? "No tracks yet. Upload one to begin." : count(this.#total, "track");
    }
    if (this.#total === 0) {
      return "No track matches.";
    }
    return all === null ? count(this.#total, "track") : `${number(this.#total)} of ${count(all, "track")}`;
  }
}

const valueOf = (view, name) => {
  switch (name) {
    case "state":
      return stateNames[view.state] ?? view.state;
    case "auto_tagged":
      return "added";
    default:
      return view[name];
  }
};

function chip(view, name) {
  const value = valueOf(view, name);
  return element("li", {}, element("a", {
    class: "filter",
    href: addressOf(without(view, name)),
    "aria-label": `Remove the filter ${names[name]}: ${shortened(value)}`,
    "data-testid": "filter-chip",
  }, `${names[name]}: `, foreign(value), icon("icon-remove", "M6 6l12 12M18 6L6 18")));
}
