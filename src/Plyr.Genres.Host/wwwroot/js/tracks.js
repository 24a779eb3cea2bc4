import { listTracks, tracksWithTag } from "./api.js";
import { byId, element, showSentence } from "./dom.js";
import { isolated } from "./foreign-text.js";
import { count } from "./format.js";
import { TrackRow } from "./track-row.js";

/** The list of tracks, page by page: all of them, or those with one tag. */
export class TrackList {
  #heading = byId("tracks-heading");
  #all = byId("all-tracks");
  #status = byId("tracks-status");
  #error = byId("tracks-error");
  #list = byId("track-list");
  #more = byId("load-more");
  #rows = new Map();
  #player;
  #edit;
  #loaded;
  #tag = null;
  #next = null;
  #abort = new AbortController();

  constructor(player, edit, loaded) {
    this.#player = player;
    this.#edit = edit;
    this.#loaded = loaded;
    this.#more.addEventListener("click", () => void this.#loadMore());
    player.addEventListener("change", () => this.#rows.forEach(row => row.showPlaying()));
  }

  /** Shows the tracks with a tag, or every track when it is null. */
  async show(tag) {
    this.#tag = tag;
    this.#next = null;
    this.#rows.clear();
    this.#list.replaceChildren();
    this.#heading.textContent = tag === null ? "Tracks" : `Tracks tagged “${isolated(tag)}”`;
    this.#all.hidden = tag === null;
    document.title = tag === null ? "Plyr.Genres" : `${isolated(tag)} – Plyr.Genres`;
    await this.#load();
  }

  focusHeading() {
    this.#heading.focus();
  }

  /** A new track stands first until the page is loaded again, so that whoever uploaded it sees it. */
  prepend(track) {
    if (this.#tag === null) {
      this.#list.prepend(this.#row(track).node);
      this.#say();
    }
  }

  update(track) {
    this.#rows.get(track.id)?.update(track);
  }

  remove(id) {
    this.#rows.get(id)?.node.remove();
    this.#rows.delete(id);
    this.#player.stop(id);
    this.#say();
    this.focusHeading();
  }

  fail(sentence) {
    showSentence(this.#error, sentence);
  }

  async #loadMore() {
    const shown = this.#list.children.length;
    await this.#load();
    this.#list.children[shown]?.querySelector("button").focus();
  }

  async #load() {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    showSentence(this.#error, null);
    this.#more.hidden = true;
    this.#status.textContent = "Loading tracks…";
    try {
      const page = await (this.#tag === null ? listTracks(this.#next, signal) : tracksWithTag(this.#tag, this.#next, signal));
      signal.throwIfAborted();
      this.#next = page.next;
      for (const track of page.tracks) {
        if (this.#rows.has(track.id)) {
          this.update(track);
        } else {
          this.#list.append(this.#row(track).node);
        }
        this.#loaded(track);
      }
      this.#say();
    } catch (error) {
      if (!signal.aborted) {
        this.#status.textContent = "";
        this.#offerRetry(error.message);
      }
    }
  }

  #row(track) {
    const row = new TrackRow(track, this.#player, this.#edit);
    this.#rows.set(track.id, row);
    return row;
  }

  #say() {
    this.#more.hidden = this.#next === null;
    const shown = this.#rows.size;
    const none = this.#tag === null ? "No tracks yet. Upload one to begin." : "No track has this tag.";
    this.#status.textContent = shown === 0 ? none : `${count(shown, "track")} shown`;
  }

  #offerRetry(sentence) {
    const retry = element("button", { type: "button", class: "button button-small", "data-testid": "retry" }, "Try again");
    retry.addEventListener("click", () => void this.#load());
    showSentence(this.#error, sentence);
    this.#error.append(retry);
  }
}
