import { uploadTrack } from "./api.js";
import { byId, element } from "./dom.js";
import { foreign, isolated, shortened } from "./foreign-text.js";
import { count, number, percent } from "./format.js";

const atOnce = 2;

/** The statuses that the same content always gets. */
const isFinal = status => [400, 413, 415].includes(status);

/**
 * The files that are being uploaded, two at a time, each with its progress.
 * `uploaded()` is called for each stored track.
 */
export class UploadQueue {
  #list = byId("upload-queue");
  #status = byId("upload-status");
  #waiting = [];
  #running = 0;
  #stored = 0;
  #all = 0;
  #batch = 0;
  #uploaded;

  constructor(uploaded) {
    this.#uploaded = uploaded;
  }

  /** Whether something would be lost if the page was left. */
  get isActive() {
    return this.#running > 0 || this.#waiting.length > 0;
  }

  /** `fields`: file, title, artist, tags, autoTag. */
  add(fields) {
    if (!this.isActive) {
      this.#stored = 0;
      this.#all = 0;
      this.#batch++;
    }
    this.#all++;
    let batch = this.#batch;
    const item = new UploadItem(fields, {
      cancelled: () => { this.#waiting = this.#waiting.filter(other => other !== item); },
      retried: () => {
        // Counts in the batch that it is uploaded with.
        if (batch !== this.#batch) {
          batch = this.#batch;
          this.#all++;
        }
        this.#waiting.push(item);
        this.#next();
      },
      dismissed: () => this.#remove(item),
    });
    this.#list.append(item.node);
    this.#waiting.push(item);
    this.#next();
  }

  #next() {
    while (this.#running < atOnce && this.#waiting.length > 0) {
      void this.#send(this.#waiting.shift());
    }
  }

  async #send(item) {
    this.#running++;
    const track = await item.send();
    this.#running--;
    if (track !== null) {
      this.#stored++;
      this.#status.textContent = this.#all === 1
        ? `“${isolated(track.title)}” is uploaded.`
        : `${number(this.#stored)} of ${count(this.#all, "file")} uploaded.`;
      this.#remove(item);
      this.#uploaded(track);
    }
    this.#next();
  }

  #remove({ node }) {
    const hadFocus = node.contains(document.activeElement);
    const next = node.nextElementSibling ?? node.previousElementSibling;
    node.remove();
    if (hadFocus) {
      (next?.querySelector("button:not([hidden])") ?? byId("upload-file")).focus();
    }
  }
}

/** One file in the queue. */
class UploadItem {
  #fields;
  #abort = new AbortController();
  #text = element("span", { class: "hint", "data-testid": "upload-progress-text" }, "Waiting");
  #progress = element("progress", { max: 1, value: 0, "data-testid": "upload-progress" });
  #error = element("p", { class: "error", role: "alert", hidden: true, "data-testid": "upload-error" });
  #cancel;
  #retry;
  #dismiss;

  constructor(fields, { cancelled, retried, dismissed }) {
    this.#fields = fields;
    const name = shortened(fields.title || fields.file.name);
    this.#progress.setAttribute("aria-label", name);
    this.#cancel = button("Cancel", name, "upload-cancel", () => {
      cancelled();
      this.#abort.abort();
      this.#fail(new DOMException("The upload was cancelled.", "AbortError"));
    });
    this.#retry = button("Try again", name, "upload-retry", () => {
      this.#abort = new AbortController();
      this.#showRunning(true);
      this.#cancel.focus();
      retried();
    });
    this.#dismiss = button("Dismiss", name, "upload-dismiss", dismissed);
    this.node = element("li", { class: "upload-item", "data-testid": "upload-item" },
      element("span", { class: "upload-name" }, foreign(name)), this.#text, this.#progress, this.#error,
      element("div", { class: "actions" }, this.#cancel, this.#retry, this.#dismiss));
    this.#showRunning(true);
  }

  /** Returns the stored track, or null when the upload failed or was cancelled. */
  async send() {
    this.#showRunning(true);
    this.#text.textContent = "Uploading";
    try {
      return await uploadTrack(this.#content(), share => this.#showProgress(share), this.#abort.signal);
    } catch (error) {
      this.#fail(error);
      return null;
    }
  }

  #fail({ message, status }) {
    const hadFocus = document.activeElement === this.#cancel;
    this.#error.textContent = message;
    this.#showRunning(false);
    this.#retry.hidden = isFinal(status);
    if (hadFocus) {
      (this.#retry.hidden ? this.#dismiss : this.#retry).focus();
    }
  }

  #content() {
    // The file comes last: a server that reads the body as a stream then knows the rest before the audio.
    const { file, title, artist, tags, autoTag } = this.#fields;
    const content = new FormData();
    content.append("title", title);
    content.append("artist", artist);
    content.append("tags", JSON.stringify(tags));
    if (autoTag) {
      content.append("auto_tag", "true");
    }
    content.append("file", file);
    return content;
  }

  #showProgress(share) {
    if (share === null) {
      this.#progress.removeAttribute("value");
      return;
    }
    this.#progress.value = share;
    this.#text.textContent = share < 1
      ? `Uploading, ${percent(Math.floor(share * 100) / 100)}`
      : "Uploaded, being stored";
  }

  #showRunning(running) {
    this.#progress.hidden = !running;
    this.#progress.value = 0;
    this.#text.textContent = running ? "Waiting" : "Not uploaded";
    this.#error.hidden = running;
    this.#cancel.hidden = !running;
    this.#retry.hidden = running;
    this.#dismiss.hidden = running;
  }
}

function button(label, name, testId, pressed) {
  const made = element("button",
    { type: "button", class: "button button-small", "aria-label": `${label}: ${name}`, "data-testid": testId }, label);
  made.addEventListener("click", pressed);
  return made;
}
