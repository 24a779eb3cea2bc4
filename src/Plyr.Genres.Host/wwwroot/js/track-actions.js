import { analyseTrack, deleteTrack, forgetGenres, getTrack, removeAutoTags, replaceAudio } from "./api.js";
import { faultOf } from "./audio-file.js";
import { ask, withdraw } from "./dialogs.js";
import { byId, refocus, showFieldError, showSentence } from "./dom.js";
import { failureOf, isolated } from "./foreign-text.js";
import { describe } from "./states.js";

/**
 * The edit dialog's further actions. Each acts at once; what can't be undone asks first.
 * `events`: changed(track, sentence), finished(track) when the dialog may close, deleted(id), running(whether),
 * failed(sentence) for an action that failed after the dialog was closed; health.
 */
export class TrackActions {
  #more = byId("edit-more");
  #file = byId("replace-file");
  #fileError = byId("replace-file-error");
  #running = byId("replace-running");
  #progress = byId("replace-progress");
  #error = byId("more-error");
  #state = byId("edit-state");
  #analyse = byId("edit-analyse");
  #automatic = byId("edit-automatic");
  #buttons = [...this.#more.querySelectorAll("button"), byId("undo-auto-tags")];
  #track = null;
  #abort = null;
  #events;

  constructor(events) {
    this.#events = events;
    const on = (id, action) => byId(id).addEventListener("click", () => void action());
    on("edit-analyse", () => this.#run(async track => {
      const changed = await analyseTrack(track.id);
      return () => events.changed(changed, "The track is waiting for its analysis.");
    }));
    on("undo-auto-tags", () => this.#run(async track => {
      await removeAutoTags(track.id);
      const changed = await getTrack(track.id);
      return () => events.changed(changed, "The auto-tags were removed.");
    }));
    this.#file.addEventListener("change", () => this.#showFault(this.#fault()));
    on("replace-audio", () => this.#replace());
    on("forget-genres", () => this.#confirm({
      heading: "Forget the genres?",
      text: "The detected genres and the tags that came from them are removed. Other tags stay.",
      action: "Forget",
    }, async track => {
      await forgetGenres(track.id);
      const changed = await getTrack(track.id);
      return () => events.finished(changed);
    }));
    on("delete-track", () => this.#confirm({
      heading: `Delete “${isolated(this.#track.title)}”?`,
      text: "The track and its audio are deleted. This can't be undone.",
      action: "Delete",
    }, async track => {
      await deleteTrack(track.id);
      return () => events.deleted(track.id);
    }));
  }

  get isUploading() {
    return !this.#running.hidden;
  }

  open(track) {
    this.#abort = new AbortController();
    // A reason that the row may have cut off is shown in full.
    this.#more.open = track.genres.state === "failed" || Boolean(track.waiting?.failure);
    this.#file.value = "";
    this.#showFault(null);
    showSentence(this.#error, null);
    this.#busy(false);
    this.update(track);
  }

  update(track) {
    this.#track = track;
    const { kind, text, action } = describe(track);
    this.#state.className = `state state-${kind}`;
    this.#state.textContent = text === "" ? "Genres up to date" : text;
    this.#analyse.textContent = action ?? "";
    this.#analyse.hidden = action === null || !this.#events.health.canTry;
    this.#automatic.hidden = track.genres.auto_tags.length === 0;
  }

  close() {
    this.#track = null;
    this.#running.hidden = true;
    this.#abort?.abort();
  }

  /** Lets nothing be started while something else is stored. */
  disable(disabled) {
    for (const button of this.#buttons) {
      button.disabled = disabled;
    }
  }

  async #replace() {
    const file = this.#file.files[0];
    const fault = file ? this.#fault() : "Choose the new audio file first.";
    this.#showFault(fault);
    if (fault !== null) {
      return;
    }
    const question = {
      heading: "Replace the audio?",
      text: "The current recording is deleted. The new one is analysed again.",
      action: "Replace",
    };
    await this.#confirm(question, async track => {
      const form = new FormData();
      form.append("file", file);
      this.#running.hidden = false;
      try {
        const changed = await replaceAudio(track.id, form,
          share => { this.#progress.value = (share ?? 0) * 100; }, this.#abort.signal);
        return () => this.#events.finished(changed);
      } finally {
        // An upload that has ended can't be stopped any more.
        withdraw();
      }
    });
  }

  #fault() {
    const file = this.#file.files[0];
    return file ? faultOf(file, this.#file, this.#events.health.maxUploadBytes) : null;
  }

  #showFault(sentence) {
    showFieldError(this.#file, this.#fileError, sentence);
  }

  async #confirm(question, action) {
    const track = this.#track;
    if (await ask(question) && this.#track?.id === track.id) {
      await this.#run(action);
    }
  }

  /** Runs an action; what it returns shows the result. */
  async #run(action) {
    const track = this.#track;
    const abort = this.#abort;
    const isOpen = () => this.#track !== null && this.#abort === abort;
    const focused = document.activeElement;
    showSentence(this.#error, null);
    this.#busy(true);
    try {
      const showResult = await action(track);
      if (isOpen()) {
        this.#busy(false);
      }
      showResult();
    } catch (error) {
      if (isOpen()) {
        this.#busy(false);
        this.#more.open = true;
        showSentence(this.#error, error.status === 404 ? failureOf(track.title, error) : error.message);
      } else {
        this.#events.failed(error.name === "AbortError"
          ? `Uploading new audio for “${isolated(track.title)}” was stopped, because its dialog was closed.`
          : failureOf(track.title, error));
      }
    }
    if (isOpen()) {
      refocus(focused, focused.closest("details")?.querySelector("summary") ?? byId("edit-tag-input"));
    }
  }

  #busy(busy) {
    this.#running.hidden = true;
    this.#progress.value = 0;
    this.disable(busy);
    this.#events.running(busy);
  }
}
