import { byId, showSentence } from "./dom.js";
import { foreign } from "./foreign-text.js";

/** One player for the whole page, so that one track sounds at a time. */
export class Player extends EventTarget {
  #place = byId("player");
  #title = byId("player-title");
  #audio = byId("player-audio");
  #error = byId("player-error");
  #track = null;

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
    byId("player-close").addEventListener("click", () => this.#close());
    document.addEventListener("keydown", event => this.#press(event));
  }

  isPlaying(trackId) {
    return this.#track?.id === trackId && !this.#audio.paused && this.#audio.error === null;
  }

  async toggle(track) {
    if (this.isPlaying(track.id)) {
      this.#audio.pause();
      return;
    }
    // After an error, only a source that is set again is loaded again.
    if (this.#track?.id !== track.id || this.#track.file_id !== track.file_id || this.#audio.error !== null) {
      this.#audio.src = track.audio_url;
    }
    this.#track = track;
    showSentence(this.#error, null);
    this.#showTitle();
    this.#place.hidden = false;
    document.body.classList.add("with-player");
    try {
      await this.#audio.play();
    } catch (error) {
      // A pause or another track before the first sound ends this promise too, and is no fault.
      if (error.name !== "AbortError") {
        this.#fail();
      }
    }
  }

  /** Shows the title as it was edited. */
  update(track) {
    if (this.#track?.id === track.id && this.#track.file_id === track.file_id) {
      this.#track = track;
      this.#showTitle();
    }
  }

  stop(trackId) {
    if (this.#track?.id === trackId) {
      this.#close();
    }
  }

  #close() {
    this.#audio.pause();
    this.#audio.removeAttribute("src");
    this.#audio.load();
    const { id } = this.#track;
    this.#track = null;
    this.#place.hidden = true;
    document.body.classList.remove("with-player");
    document.querySelector(`[data-track-id="${CSS.escape(id)}"] .play`)?.focus({ preventScroll: true });
    this.#changed();
  }

  /** Space pauses and plays wherever it means nothing else. */
  #press(event) {
    const elsewhere = event.target.closest("a, audio, button, dialog, input, select, summary, textarea");
    if (event.key === " " && this.#track !== null && elsewhere === null) {
      event.preventDefault();
      void this.toggle(this.#track);
    }
  }

  #showTitle() {
    const { title, artist } = this.#track;
    this.#title.replaceChildren(foreign(title), ...(artist ? [", ", foreign(artist)] : []));
  }

  #fail() {
    showSentence(this.#error, "The audio can't be loaded or played. Check the connection, then try again.");
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
