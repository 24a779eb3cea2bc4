import { deleteTrack, forgetGenres, getTrack, replaceAudio } from "./api.js";
import { byId, showSentence } from "./dom.js";
import { isolated } from "./foreign-text.js";

const deleteLabel = "Delete track";

/**
 * The edit dialog's further actions: other audio, forgetting the analysis, deletion. Each acts at once.
 * `events`: changed(track), deleted(id), running(whether), failed(sentence) for an action that failed after the dialog was closed.
 */
export class TrackActions {
  #more = byId("edit-more");
  #file = byId("replace-file");
  #running = byId("replace-running");
  #progress = byId("replace-progress");
  #error = byId("more-error");
  #delete = byId("delete-track");
  #buttons = [...this.#more.querySelectorAll("button")];
  #track = null;
  #abort = null;
  #events;

  constructor(events) {
    this.#events = events;
    byId("replace-audio").addEventListener("click", () => void this.#run(track => this.#replace(track)));
    byId("forget-genres").addEventListener("click", () => void this.#run(async track => {
      await forgetGenres(track.id);
      this.#events.changed(await getTrack(track.id));
    }));
    this.#delete.addEventListener("click", () => {
      if (this.#delete.textContent === deleteLabel) {
        this.#delete.textContent = "Delete for good";
        return;
      }
      void this.#run(async track => {
        await deleteTrack(track.id);
        this.#events.deleted(track.id);
      });
    });
  }

  open(track) {
    this.#track = track;
    this.#abort = new AbortController();
    this.#more.open = false;
    this.#file.value = "";
    this.#delete.textContent = deleteLabel;
    showSentence(this.#error, null);
    this.#busy(false);
  }

  close() {
    this.#track = null;
    this.#abort?.abort();
  }

  /** Lets nothing be started while something else is stored. */
  disable(disabled) {
    for (const button of this.#buttons) {
      button.disabled = disabled;
    }
  }

  async #replace(track) {
    const file = this.#file.files[0];
    if (!file) {
      showSentence(this.#error, "Choose the new audio file first.");
      return;
    }
    const form = new FormData();
    form.append("file", file);
    this.#running.hidden = false;
    this.#events.changed(await replaceAudio(track.id, form,
      share => { this.#progress.value = (share ?? 0) * 100; }, this.#abort.signal));
  }

  async #run(action) {
    const track = this.#track;
    showSentence(this.#error, null);
    this.#busy(true);
    try {
      await action(track);
    } catch (error) {
      if (this.#track === track) {
        showSentence(this.#error, error.message);
      } else {
        this.#events.failed(error.name === "AbortError"
          ? `Uploading new audio for “${isolated(track.title)}” was stopped, because its dialog was closed.`
          : `“${isolated(track.title)}”: ${error.message}`);
      }
    } finally {
      if (this.#track === track) {
        this.#busy(false);
      }
    }
  }

  #busy(busy) {
    this.#running.hidden = true;
    this.#progress.value = 0;
    this.disable(busy);
    this.#events.running(busy);
  }
}
