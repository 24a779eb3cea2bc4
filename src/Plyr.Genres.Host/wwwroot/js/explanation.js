import { explainGenres } from "./api.js";
import { bar, byId, element } from "./dom.js";
import { foreign } from "./foreign-text.js";
import { number, percent } from "./format.js";

const labelsShown = 4;

/** The part of the edit dialog that shows the predictions, and the model's labels that gave each of them. */
export class Explanation {
  #place = byId("edit-why");
  #body = byId("edit-why-body");
  #track = null;
  #abort = new AbortController();

  constructor() {
    this.#place.addEventListener("toggle", () => {
      if (this.#place.open && this.#track !== null) {
        void this.#load();
      }
    });
  }

  open(track) {
    this.#place.open = false;
    this.#body.replaceChildren();
    this.#track = null;
    this.update(track);
  }

  update(track) {
    const before = this.#track;
    this.#track = track;
    const { state, predictions } = track.genres;
    this.#place.hidden = state !== "fresh" || predictions.length === 0;
    if (!this.#place.hidden && this.#place.open && JSON.stringify(before?.genres) !== JSON.stringify(track.genres)) {
      void this.#load();
    }
  }

  close() {
    this.#track = null;
    this.#abort.abort();
  }

  async #load() {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const { predictions, has_scores: hasScores } = await explainGenres(this.#track.id, signal);
      signal.throwIfAborted();
      this.#body.replaceChildren(...view(predictions, hasScores));
    } catch (error) {
      if (!signal.aborted) {
        this.#body.replaceChildren(element("p", { class: "error", role: "alert" }, error.message));
      }
    }
  }
}

function view(predictions, hasScores) {
  // Simulated genres, which a real model doesn't explain.
  if (predictions.length === 0) {
    return [element("p", { class: "hint" }, "A new analysis replaces these genres.")];
  }
  const top = Math.max(...predictions.map(({ confidence }) => confidence), Number.MIN_VALUE);
  const items = predictions.map(({ name, confidence, labels }) => element("li", { "data-testid": "explained" },
    bar(element("div", { class: "bar-row" }), foreign(name), confidence / top, percent(confidence)),
    ...(labels.length === 0 ? [] : [element("p", { class: "hint" }, ...reasons(labels))])));
  const note = hasScores
    ? "The percentage is the model's confidence. Below each genre are the model's labels that it comes from."
    : "The model's labels for these genres are not stored. The next analysis stores them.";
  return [element("p", { class: "hint" }, note), element("ol", { class: "explained" }, ...items)];
}

function reasons(labels) {
  const rest = labels.length - labelsShown;
  return [...labels.slice(0, labelsShown).flatMap(described), rest > 0 ? `, and ${number(rest)} more` : ""];
}

/** A label such as "Electronic---Ambient", which is a genre and a style. */
const described = ({ label, score }, index) =>
  [index === 0 ? "" : ", ", foreign(label.replace("---", " › ")), ` ${percent(score)}`];
