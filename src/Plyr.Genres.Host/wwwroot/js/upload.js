import { uploadTrack } from "./api.js";
import { byId, showFieldError, showSentence } from "./dom.js";
import { isolated } from "./foreign-text.js";
import { percent } from "./format.js";
import { TagEditor } from "./tag-editor.js";

/** The upload form; `uploaded(track)` is told each stored track. */
export class UploadForm {
  #form = byId("upload-form");
  #file = byId("upload-file");
  #title = byId("upload-title");
  #artist = byId("upload-artist");
  #autoTag = byId("upload-auto-tag");
  #submit = this.#form.querySelector("[type=submit]");
  #cancel = byId("upload-cancel");
  #running = byId("upload-running");
  #progress = byId("upload-progress");
  #progressText = byId("upload-progress-text");
  #error = byId("upload-error");
  #status = byId("upload-status");
  #editor = new TagEditor(byId("upload-tags"), "upload");
  #abort = null;
  #uploaded;

  constructor(uploaded) {
    this.#uploaded = uploaded;
    this.#file.addEventListener("change", () => {
      this.#fileFault(null);
    });
    this.#cancel.addEventListener("click", () => this.#abort?.abort());
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      void this.#send();
    });
  }

  async #send() {
    if (this.#abort !== null || !this.#isComplete()) {
      return;
    }
    showSentence(this.#error, null);
    this.#status.textContent = "";
    this.#abort = new AbortController();
    this.#busy(true);
    try {
      const track = await uploadTrack(this.#content(), share => this.#showProgress(share), this.#abort.signal);
      this.#form.reset();
      this.#editor.reset();
      this.#status.textContent = `“${isolated(track.title)}” is uploaded.`;
      this.#uploaded(track);
    } catch (error) {
      if (error.name === "AbortError") {
        this.#status.textContent = "The upload was cancelled.";
      } else {
        showSentence(this.#error, error.message);
      }
    } finally {
      this.#abort = null;
      this.#busy(false);
    }
  }

  #isComplete() {
    const file = this.#file.files[0];
    const fileFault = !file ? "Choose an audio file." : file.size === 0 ? "This file is empty. Choose another." : null;
    // From the last field to the first, so that the focus ends on the first fault.
    const tagsStand = this.#editor.commitDraft();
    this.#fileFault(fileFault);
    return tagsStand && fileFault === null;
  }

  #fileFault(sentence) {
    showFieldError(this.#file, byId("upload-file-error"), sentence);
  }

  #content() {
    // The file comes last: a server that reads the body as a stream then knows the rest before the audio.
    const content = new FormData();
    content.append("title", this.#title.value.trim());
    content.append("artist", this.#artist.value.trim());
    content.append("tags", JSON.stringify(this.#editor.tags));
    if (this.#autoTag.checked) {
      content.append("auto_tag", "true");
    }
    content.append("file", this.#file.files[0]);
    return content;
  }

  #showProgress(share) {
    if (share === null) {
      this.#progress.removeAttribute("value");
      return;
    }
    this.#progress.value = share * 100;
    this.#progressText.textContent = share < 1 ? `Uploading, ${percent(Math.floor(share * 100) / 100)}` : "Uploaded, being stored";
  }

  #busy(busy) {
    const hadFocus = document.activeElement === this.#cancel;
    this.#submit.disabled = busy;
    this.#cancel.hidden = !busy;
    this.#running.hidden = !busy;
    this.#progress.value = 0;
    this.#progressText.textContent = "Uploading";
    if (hadFocus && !busy) {
      this.#submit.focus();
    }
  }
}
