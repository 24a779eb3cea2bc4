import { bar, element, icon } from "./dom.js";
import { foreign, shortened } from "./foreign-text.js";
import { date, percent, words } from "./format.js";
import { includes } from "./tags.js";

const stateSentences = {
  fresh: "Genres up to date",
  stale: "Genres of earlier audio",
  failed: "Genres not recognised",
  missing: "Genres not analysed yet",
};

/** One track in the list. Updating changes what differs in place, so that focus and an open part stay. */
export class TrackRow {
  #player;
  #title = element("h3", { class: "track-title", "data-testid": "track-title" });
  #byline = element("p", { class: "track-byline", "data-testid": "track-byline" });
  #tags = element("ul", { class: "tags", "data-testid": "tags" });
  #genres = element("div", { class: "genres", "data-testid": "track-genres" });
  #play = element("button", { type: "button", class: "play", "aria-pressed": "false", "data-testid": "play" },
    icon("icon-play", "M7 4.5v15l13-7.5z"), icon("icon-pause", "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z"));
  #edit = element("button", { type: "button", class: "button button-small", "data-testid": "edit" }, "Edit");

  constructor(track, player, edit) {
    this.#player = player;
    this.#play.addEventListener("click", () => void player.toggle(this.track));
    this.#edit.addEventListener("click", () => edit(this.track));
    this.node = element("li", { class: "track", "data-testid": "track", "data-track-id": track.id },
      this.#play,
      element("div", {}, this.#title, this.#byline),
      this.#edit,
      element("div", { class: "track-rest" }, this.#tags, this.#genres));
    this.update(track);
  }

  update(track) {
    const before = this.track;
    this.track = track;
    this.node.dataset.state = track.genres.state;
    this.node.dataset.classification = track.classification;
    this.#title.replaceChildren(foreign(track.title));
    this.#byline.replaceChildren(...byline(track));
    this.#edit.setAttribute("aria-label", `Edit ${shortened(track.title)}`);
    this.#play.setAttribute("aria-label", `Play ${shortened(track.title)}`);
    this.showPlaying();
    if (JSON.stringify(before?.tags) !== JSON.stringify(track.tags)
        || JSON.stringify(before?.genres) !== JSON.stringify(track.genres)
        || before?.classification !== track.classification) {
      this.#tags.replaceChildren(...track.tags.map(name => tagLink(name, track.genres.auto_tags)));
      this.#showGenres(track);
    }
  }

  showPlaying() {
    this.#play.setAttribute("aria-pressed", String(this.#player.isPlaying(this.track.id)));
  }

  #showGenres({ genres, classification, auto_tag_pending: autoTag }) {
    const open = this.#genres.querySelector("details")?.open ?? false;
    const pending = classification === "pending";
    const sentence = pending
      ? `Being analysed${autoTag ? ", tags follow" : ""}`
      : genres.simulated && genres.state === "fresh" ? "Genres invented by a simulator"
      : stateSentences[genres.state] ?? stateSentences.missing;
    const attributes = { class: `state state-${pending ? "pending" : genres.state}`, "data-testid": "track-state" };
    const label = element("span", attributes,
      genres.failure && !pending ? `${sentence}: ${words(genres.failure)}` : sentence);
    if (genres.predictions.length === 0) {
      this.#genres.replaceChildren(element("p", { class: "genres-line" }, label));
      return;
    }
    const top = Math.max(...genres.predictions.map(prediction => prediction.confidence), Number.MIN_VALUE);
    this.#genres.replaceChildren(element("details", { open },
      element("summary", {}, label),
      element("ol", { class: "predictions", "data-testid": "predictions" },
        ...genres.predictions.map(({ name, confidence }) =>
          bar("li", "prediction", name, confidence / top, percent(confidence))))));
  }
}

function byline({ artist, created_at: createdAt }) {
  const day = element("time", { datetime: createdAt }, date(createdAt));
  return artist ? [foreign(artist), " · ", day] : [day];
}

function tagLink(name, autoTags) {
  const auto = includes(autoTags, name);
  return element("li", {}, element("a", {
    class: auto ? "tag tag-auto" : "tag",
    href: `#/tags/${encodeURIComponent(name)}`,
    title: auto ? "Added automatically" : null,
    "data-testid": "tag",
    "data-auto": String(auto),
  }, foreign(name)));
}
