import { getLibrary } from "./api.js";
import { bar, byId, element, showSentence } from "./dom.js";
import { count, number } from "./format.js";

const states = ["fresh", "stale", "failed", "missing"];
const meanings = {
  fresh: "genres of the current audio",
  stale: "genres of earlier audio",
  failed: "audio that can't be analysed",
  missing: "not analysed yet",
  pending: "being analysed now",
};
const genresShown = 12;
const refreshDelay = 300;

/** The look at the whole library: its genres as bars, and how far the analysis has come. */
export class Library {
  #body = byId("library-body");
  #error = byId("library-error");
  #abort = new AbortController();
  #timer = null;

  /** Soon, and once for all who ask until then: many tracks may settle at the same time. */
  refresh() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#load();
    }, refreshDelay);
  }

  async #load() {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const library = await getLibrary(signal);
      const open = this.#body.querySelector("details")?.open ?? false;
      this.#body.replaceChildren(...summary(library), ...genres(library.genres, open));
      showSentence(this.#error, null);
    } catch (error) {
      if (!signal.aborted) {
        showSentence(this.#error, error.message);
      }
    }
  }
}

function summary({ tracks, states: counts, pending, auto_tagged: autoTagged }) {
  const parts = states.filter(state => counts[state] > 0).map(state => {
    const part = element("span", { class: `library-part state-${state}` });
    part.style.setProperty("--share", String(counts[state]));
    return part;
  });
  return [
    element("p", { "data-testid": "library-summary" }, `${count(tracks, "track")}, ${number(autoTagged)} auto-tagged`),
    element("div", { class: "library-bar", "aria-hidden": "true" }, ...parts),
    element("dl", { class: "library-counts" },
      ...states.map(state => countOf(state, counts[state])),
      countOf("pending", pending)),
  ];
}

const countOf = (name, value) => element("div", { class: "library-count" },
  element("dt", {}, element("span", { class: `state state-${name}` }, name), " ", element("span", { class: "hint" }, meanings[name])),
  element("dd", { "data-testid": `library-${name}` }, number(value)));

function genres(all, open) {
  const heading = element("h3", {}, "Genres");
  if (all.length === 0) {
    return [heading, element("p", { class: "hint" }, "No track has a recognised genre yet.")];
  }
  const most = Math.max(...all.map(genre => genre.tracks));
  const bars = all.map(genre =>
    bar("li", "library-genre", genre.name, genre.tracks / most, number(genre.tracks)));
  const list = items => element("ol", { class: "library-genres" }, ...items);
  const shown = [heading, list(bars.slice(0, genresShown))];
  if (bars.length > genresShown) {
    shown.push(element("details", { class: "library-more", open },
      element("summary", {}, `${number(bars.length - genresShown)} more`),
      list(bars.slice(genresShown))));
  }
  return shown;
}
