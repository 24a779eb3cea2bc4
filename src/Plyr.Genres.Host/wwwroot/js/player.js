import { byId, showSentence } from "./dom.js";
import { foreign } from "./foreign-text.js";

/** One player for the whole page, so that one track sounds at a time. */
export class Player extends EventTarget {
  #place = byId("player");
  #title = byId("player-title");
  #audio = byId("player-audio");
  #error = byId("player-error");
  #trackId = null;
  #fileId = null;

  constructor() {
    super();
    for (const name of ["play", "pause", "ended"]) {
      this.#audio.addEventListener(name, () => this.#changed());
    }
    this.#audio.addEventListener("error", () => {
      if (this.#audio.hasAttribute("src")) {
        this.#fail();
      }
    });
  }

  isPlaying(trackId) {
    return this.#trackId === trackId && !this.#audio.paused;
  }

  async toggle(track) {
    if (this.isPlaying(track.id)) {
      this.#audio.pause();
      return;
    }
    if (this.#trackId !== track.id || this.#fileId !== track.file_id) {
      this.#trackId = track.id;
      this.#fileId = track.file_id;
      this.#audio.src = track.audio_url;
    }
    showSentence(this.#error, null);
    this.#title.replaceChildren(foreign(track.title), ...(track.artist ? [", ", foreign(track.artist)] : []));
    this.#place.hidden = false;
    try {
      await this.#audio.play();
    } catch (error) {
      // A pause or another track before the first sound ends this promise too, and is no fault.
      if (error.name !== "AbortError") {
        this.#fail();
      }
    }
  }

  stop(trackId) {
    if (this.#trackId === trackId) {
      this.#audio.pause();
      this.#audio.removeAttribute("src");
      this.#audio.load();
      this.#trackId = null;
      this.#place.hidden = true;
    }
  }

  #fail() {
    showSentence(this.#error, "This audio can't be played in this browser.");
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
