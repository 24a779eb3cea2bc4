import { faultOf } from "./audio-file.js";
import { byId, markField, showFieldError } from "./dom.js";
import { count } from "./format.js";
import { TagEditor } from "./tag-editor.js";

/** The upload form. It hands files to the queue, and is free for the next ones at once. */
export class UploadForm {
  #form = byId("upload-form");
  #file = byId("upload-file");
  #title = byId("upload-title");
  #artist = byId("upload-artist");
  #artistHint = byId("upload-artist-hint");
  #fileError = byId("upload-file-error");
  #announcer = byId("upload-announcer");
  #autoTag = byId("upload-auto-tag");
  #autoTagReason = byId("upload-auto-tag-reason");
  #status = byId("upload-status");
  #submit = this.#form.querySelector("[type=submit]");
  #editor = new TagEditor(byId("upload-tags"), "upload", {
    announce: sentence => { this.#announcer.textContent = sentence; },
  });
  #maxBytes = null;
  #health;
  #queue;
  #reveal;

  /** `reveal()` shows the form where it is folded away. */
  constructor(queue, health, reveal) {
    this.#queue = queue;
    this.#health = health;
    this.#reveal = reveal;
    this.#artist.value = recall("artist");
    this.#autoTag.checked = recall("auto-tag") === "true";
    this.#file.addEventListener("change", () => this.#showFiles());
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      this.#send();
    });
    this.#acceptDrops();
    this.#showFiles();
    health.addEventListener("change", () => this.#showHealth());
    this.#showHealth();
    this.#submit.disabled = false;
  }

  /** Offers auto-tagging only while tracks can be analysed, and checks the files when the limit becomes known. */
  #showHealth() {
    const { canAnalyse, reason, maxUploadBytes } = this.#health;
    this.#autoTag.disabled = !canAnalyse;
    this.#autoTagReason.textContent = canAnalyse ? "" : `Not available now. ${reason}`;
    if (this.#maxBytes !== maxUploadBytes) {
      this.#maxBytes = maxUploadBytes;
      this.#showFields();
      if (this.#faults() !== null) {
        markField(this.#file, this.#fileError, this.#faults());
      }
    }
  }

  #send() {
    const files = this.#usable();
    const faults = this.#faults();
    // From the last field to the first, so that the focus ends on the first fault.
    const tagsStand = this.#editor.commitDraft();
    if (files.length === 0) {
      this.#fileFault(faults ?? "Choose an audio file.");
    }
    if (!tagsStand || files.length === 0) {
      return;
    }
    const one = files.length === 1;
    const artist = this.#artist.value.trim();
    remember("artist", artist);
    remember("auto-tag", String(this.#autoTag.checked));
    for (const file of files) {
      this.#queue.add({
        file,
        title: one ? this.#title.value.trim() : "",
        artist,
        tags: this.#editor.tags,
        autoTag: this.#autoTag.checked && !this.#autoTag.disabled,
      });
    }
    this.#status.textContent = "";
    this.#file.value = "";
    this.#title.value = "";
    this.#editor.reset();
    this.#showFiles();
    if (faults !== null) {
      this.#fileFault(faults);
    }
  }

  #usable() {
    return [...this.#file.files].filter(file => this.#fault(file) === null);
  }

  /** Shows what is known about the chosen files before anything is sent. */
  #showFiles() {
    this.#showFields();
    this.#fileFault(this.#faults());
  }

  #showFields() {
    const files = this.#usable();
    const several = files.length > 1;
    this.#title.disabled = several;
    for (const field of [this.#title, this.#artist]) {
      field.placeholder = several ? "From each file" : "From the file";
    }
    this.#artistHint.textContent = several ? "Used for all files. Leave it empty to take it from each file." : "";
    this.#submit.textContent = several ? `Upload ${count(files.length, "file")}` : "Upload";
  }

  #faults() {
    const faults = [...this.#file.files].map(file => this.#fault(file)).filter(fault => fault !== null);
    return faults.length === 0 ? null : faults.join(" ");
  }

  #fault(file) {
    return faultOf(file, this.#file, this.#health.maxUploadBytes);
  }

  #fileFault(sentence) {
    showFieldError(this.#file, this.#fileError, sentence);
  }

  /** Adds files to those that are chosen already. */
  #addFiles(added) {
    const all = new DataTransfer();
    for (const file of [...this.#file.files, ...added]) {
      all.items.add(file);
    }
    this.#file.files = all.files;
  }

  /** Files may be dropped anywhere on the page; they are sent when the person has looked at the form. */
  #acceptDrops() {
    const holdsFiles = event => event.dataTransfer?.types.includes("Files") ?? false;
    const refused = () => this.#health.isReadOnly || document.querySelector("dialog:modal") !== null;
    const mark = dropping => document.body.classList.toggle("dropping", dropping);
    document.addEventListener("dragover", event => {
      if (holdsFiles(event)) {
        event.preventDefault();
        event.dataTransfer.dropEffect = refused() ? "none" : "copy";
        mark(!refused());
      }
    });
    document.addEventListener("dragleave", event => {
      if (event.relatedTarget === null) {
        mark(false);
      }
    });
    document.addEventListener("drop", event => {
      if (!holdsFiles(event)) {
        return;
      }
      event.preventDefault();
      mark(false);
      if (refused()) {
        return;
      }
      this.#addFiles(event.dataTransfer.files);
      this.#reveal();
      this.#showFiles();
      const chosen = this.#usable().length;
      if (chosen > 0) {
        this.#status.textContent =
          `${count(chosen, "file")} chosen, not sent yet. Press “${this.#submit.textContent}” to send.`;
        this.#submit.focus();
      }
    });
  }
}

/** What this browser remembers between visits, or nothing where it may not store anything. */
function recall(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing else depends on it.
  }
}
