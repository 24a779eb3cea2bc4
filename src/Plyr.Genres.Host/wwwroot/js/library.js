import { addressOf, only } from "./address.js";
import { ConditionalRead } from "./api.js";
import { bar, byId, element, showSentence } from "./dom.js";
import { foreign } from "./foreign-text.js";
import { count, money, number } from "./format.js";
import { stateNames } from "./states.js";

const states = ["fresh", "stale", "failed", "missing"];
const genresShown = 12;

/** The panel about the whole library. Its numbers and bars are links to just those tracks. */
export class Library {
  #heading = byId("library-heading");
  #summary = byId("library-summary");
  #body = byId("library-counts");
  #error = byId("library-error");
  #read = new ConditionalRead();
  #library = null;
  #view = null;

  /** The library as it was read last, or null. */
  get value() {
    return this.#library;
  }

  /** Reads the library and returns it, or null when it has not changed or can't be read. */
  async load() {
    try {
      const library = await this.#read.read("/library");
      if (library !== null) {
        this.#library = library;
        this.#show();
      }
      showSentence(this.#error, null);
      return library;
    } catch (error) {
      this.#read.reset();
      showSentence(this.#error, error.message);
      return null;
    }
  }

  /** Marks what the list shows. */
  showView(view) {
    this.#view = view;
    this.#show();
  }

  #show() {
    if (this.#library === null || this.#view === null) {
      return;
    }
    const focused = document.activeElement?.getAttribute("href");
    const wasOnSummary = this.#body.querySelector("summary")?.matches(":focus") ?? false;
    const open = this.#body.querySelector("details")?.open ?? false;
    this.#summary.replaceChildren(...this.#totals());
    this.#body.replaceChildren(
      stateBar(this.#library), this.#counts(), ...this.#genres(open), ...cost(this.#library.cost));
    // What is replaced here would lose the focus.
    if (focused && document.activeElement === document.body) {
      byId("library").querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
    if (wasOnSummary) {
      (this.#body.querySelector("summary") ?? this.#heading).focus({ preventScroll: true });
    }
  }

  #totals() {
    const { tracks, auto_tagged: autoTagged } = this.#library;
    return [
      element("a", { href: addressOf({ sort: this.#view.sort }) }, count(tracks, "track")),
      ", ",
      this.#link("auto_tagged", "true", {}, `${number(autoTagged)} auto-tagged`),
    ];
  }

  #counts() {
    const { states: counts, pending } = this.#library;
    const line = (name, value) => element("li", {},
      this.#link("state", name, { class: "library-count" },
        element("span", { class: `state state-${name}` }, stateNames[name]),
        element("span", { class: "library-number", "data-testid": `library-${name}` }, number(value))));
    return element("ul", { class: "library-counts" },
      ...states.map(name => line(name, counts[name])), line("pending", pending));
  }

  #genres(open) {
    const all = this.#library.genres;
    const heading = element("h3", {}, "Genres");
    if (all.length === 0) {
      return [heading, element("p", { class: "hint" }, "No track has a recognised genre yet.")];
    }
    const most = Math.max(...all.map(genre => genre.tracks));
    const bars = all.map(genre => element("li", {},
      bar(this.#link("genre", genre.name, { class: "bar-row", "data-testid": "library-genre" }),
        foreign(genre.name), genre.tracks / most, number(genre.tracks))));
    const list = items => element("ol", { class: "library-genres" }, ...items);
    const shown = [heading, list(bars.slice(0, genresShown))];
    if (bars.length > genresShown) {
      shown.push(element("details", { class: "library-more", open },
        element("summary", {}, `${number(bars.length - genresShown)} more`),
        list(bars.slice(genresShown))));
    }
    return shown;
  }

  #link(name, value, attributes, ...children) {
    return element("a", {
      ...attributes,
      href: addressOf(only(this.#view, name, value)),
      "aria-current": this.#view[name] === value ? "true" : null,
    }, ...children);
  }
}

function stateBar({ states: counts }) {
  const parts = states.filter(state => counts[state] > 0).map(state => {
    const part = element("span", { class: `library-part state-${state}` });
    part.style.setProperty("--share", String(counts[state]));
    return part;
  });
  return element("div", { class: "library-bar", "aria-hidden": "true" }, ...parts);
}

const analyses = runs => `${number(runs)} ${runs === 1 ? "analysis" : "analyses"}`;

function cost(spent) {
  if (!spent || spent.runs === 0) {
    return [];
  }
  const line = (name, amount, runs, testId) => element("div", { class: "library-count" },
    element("dt", {}, name),
    element("dd", { "data-testid": testId },
      amount === null ? analyses(runs) : `${money(amount)} (${analyses(runs)})`));
  return [
    element("h3", {}, "Cost"),
    element("dl", { class: "library-counts" },
      line("So far", spent.total, spent.runs, "cost-total"),
      line("Today", spent.today, spent.runs_today, "cost-today")),
  ];
}
