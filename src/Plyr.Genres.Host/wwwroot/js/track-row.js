import { addressOf, only } from "./address.js";
import { element, icon, onFirstClick } from "./dom.js";
import { foreign, shortened } from "./foreign-text.js";
import { date, duration, percent } from "./format.js";
import { describe } from "./states.js";
import { includes, maxTags } from "./tags.js";

const tagsShown = 5;
const predictionsShown = 3;

/** The width of the fade at the end of a line, in pixels. */
const fade = 32;
const shownParts = ({ tags, genres, classification, waiting, auto_tag_pending: autoTag }) =>
  JSON.stringify([tags, genres, classification, waiting, autoTag]);

/** One track in the list. Updating changes what differs in place, so that the focus stays. */
export class TrackRow {
  #context;
  #title = element("h3", { class: "track-title", "data-testid": "track-title" });
  #byline = element("p", { class: "track-byline", "data-testid": "track-byline" });
  #line = element("div", { class: "track-line" });
  #play = element("button", { type: "button", class: "play", "aria-pressed": "false", "data-testid": "play" },
    icon("icon-play", "M7 4.5v15l13-7.5z"), icon("icon-pause", "M6 4h4.5v16H6zM13.5 4H18v16h-4.5z"));
  #edit = element("button", { type: "button", class: "button button-small", "data-testid": "edit" }, "Edit");

  /** `context`: player, view(), canTry(), isSimulated(), edit(track), analyse(track), addTag(track, name). */
  constructor(track, context) {
    this.#context = context;
    this.#play.addEventListener("click", () => void context.player.toggle(this.track));
    this.#edit.addEventListener("click", () => context.edit(this.track));
    this.node = element("li", { class: "track", "data-testid": "track", "data-track-id": track.id },
      this.#play,
      element("div", { class: "track-head" }, this.#title, this.#byline),
      this.#edit,
      this.#line);
    this.update(track);
  }

  update(track) {
    const before = this.track;
    this.track = track;
    this.node.dataset.state = track.genres.state;
    this.node.dataset.classification = track.classification;
    this.#title.replaceChildren(foreign(track.title));
    this.#title.title = shortened(track.title);
    this.#byline.replaceChildren(...byline(track));
    this.#edit.setAttribute("aria-label", `Edit ${shortened(track.title)}`);
    this.#play.setAttribute("aria-label", `Play ${shortened(track.title)}`);
    this.showPlaying();
    if (before === undefined || shownParts(before) !== shownParts(track)) {
      this.showLine();
    }
  }

  showPlaying() {
    this.#play.setAttribute("aria-pressed", String(this.#context.player.isPlaying(this.track.id)));
  }

  /** Shows state, tags and predictions; also when it changes whether tracks can be analysed. */
  showLine() {
    const focused = this.#line.contains(document.activeElement) ? document.activeElement : null;
    // After a prediction that became a tag comes the next prediction.
    const stops = focused?.closest(".predictions") ? ".predictions button" : "a, button";
    const place = focused === null ? -1 : [...this.#line.querySelectorAll(stops)].indexOf(focused);
    this.#line.replaceChildren(...this.#state(), ...this.#tags(), ...this.#predictions());
    if (place >= 0) {
      const targets = this.#line.querySelectorAll(stops);
      this.#focus(targets[Math.min(place, targets.length - 1)] ?? this.#edit);
    }
  }

  /** Focuses something without scrolling the page; the line is scrolled so that it is seen. */
  #focus(target) {
    target.focus({ preventScroll: true });
    const hidden = target.getBoundingClientRect().right + fade - this.#line.getBoundingClientRect().right;
    this.#line.scrollLeft += this.#line.contains(target) ? Math.max(0, hidden) : 0;
  }

  #state() {
    const { kind, text, action } = describe(this.track);
    // What holds for all tracks is said once, above the list.
    if (text === "" || this.track.genres.simulated && kind === "fresh" && this.#context.isSimulated()) {
      return [];
    }
    const shown = [element("p", { class: `state state-${kind}`, title: text, "data-testid": "track-state" }, text)];
    if (action !== null && this.#context.canTry()) {
      const button = element("button", {
        type: "button", class: "link", "data-testid": "analyse",
        "aria-label": `${action}: ${shortened(this.track.title)}`,
      }, action);
      onFirstClick(button, () => void this.#context.analyse(this.track));
      shown.push(button);
    }
    return shown;
  }

  #tags() {
    const { tags, genres } = this.track;
    if (tags.length === 0) {
      return [];
    }
    const items = tags.slice(0, tagsShown).map(name =>
      tagLink(name, includes(genres.auto_tags, name), addressOf(only(this.#context.view(), "tag", name))));
    const rest = tags.length - items.length;
    if (rest > 0) {
      const more = element("button", {
        type: "button", class: "link", "data-testid": "more-tags",
        "aria-label": `${rest} more tags of ${shortened(this.track.title)}`,
      }, `+${rest}`);
      more.addEventListener("click", () => this.#context.edit(this.track));
      items.push(element("li", {}, more));
    }
    return [element("ul", { class: "tags", "aria-label": "Tags", "data-testid": "tags" }, ...items)];
  }

  #predictions() {
    const { tags, genres, classification } = this.track;
    const offered = genres.state === "fresh" && classification !== "pending" && tags.length < maxTags
      ? genres.predictions.filter(({ name }) => !includes(tags, name)).slice(0, predictionsShown)
      : [];
    if (offered.length === 0) {
      return [];
    }
    const chips = offered.map(({ name, confidence }) => {
      const chip = element("button", {
        type: "button", class: "suggestion-chip", title: "Add as a tag", "data-testid": "prediction",
      }, "+ ", foreign(name), " ", element("span", { class: "confidence" }, percent(confidence)));
      onFirstClick(chip, () => void this.#context.addTag(this.track, name));
      return element("li", {}, chip);
    });
    return [element("ul", {
      class: "predictions changes", "aria-label": "Suggested genres", "data-testid": "predictions",
    }, ...chips)];
  }
}

function byline({ artist, duration_seconds: seconds, created_at: createdAt }) {
  const parts = [];
  if (artist) {
    parts.push(element("span", { class: "track-artist" }, foreign(artist)));
  }
  if (seconds) {
    parts.push(element("span", { "data-testid": "duration" }, duration(seconds)));
  }
  parts.push(element("time", { datetime: createdAt }, date(createdAt)));
  return parts.flatMap((part, index) => index === 0 ? [part] : [" · ", part]);
}

function tagLink(name, auto, address) {
  return element("li", {}, element("a", {
    class: auto ? "tag tag-auto" : "tag",
    href: address,
    title: auto ? "Added automatically" : null,
    "data-testid": "tag",
    "data-auto": String(auto),
  }, foreign(name)));
}
