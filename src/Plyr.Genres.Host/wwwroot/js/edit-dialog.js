import { getTrack, saveTrack } from "./api.js";
import { byId, showFieldError, showSentence } from "./dom.js";
import { isolated } from "./foreign-text.js";
import { SuggestionRow } from "./suggestion-row.js";
import { TagEditor } from "./tag-editor.js";
import { TrackActions } from "./track-actions.js";
import { maxTags, rebase, sameTags } from "./tags.js";

/** The dialog that edits one track's title and tags. Nothing is saved before Save. */
export class EditDialog {
  #dialog = byId("edit-dialog");
  #title = byId("edit-title");
  #titleError = byId("edit-title-error");
  #error = byId("edit-error");
  #status = byId("edit-status");
  #save = this.#dialog.querySelector("[type=submit]");
  #editor;
  #suggestions;
  #actions;
  #events;
  #opening = null;

  /** `events`: saved(track), deleted(id), failed(sentence) for what failed after the dialog was closed. */
  constructor(events) {
    this.#events = events;
    const announcer = byId("edit-announcer");
    const announce = sentence => { announcer.textContent = sentence; };
    this.#editor = new TagEditor(byId("edit-tags"), "edit", { announce, changed: () => this.#suggestions.render() });
    this.#suggestions = new SuggestionRow(this.#editor, announce);
    this.#actions = new TrackActions({
      changed: track => {
        this.#closeOrGoOnWith(track);
        this.#events.saved(track);
      },
      deleted: id => {
        if (this.#opening?.track.id === id) {
          this.#dialog.close();
        }
        this.#events.deleted(id);
      },
      running: running => {
        this.#save.disabled = running;
        this.#status.textContent = running ? "This can be saved once the other action is done." : "";
        this.#dialog.setAttribute("aria-busy", String(running));
      },
      failed: sentence => this.#events.failed(sentence),
    });
    byId("edit-form").addEventListener("submit", event => {
      event.preventDefault();
      void this.#submit();
    });
    byId("edit-cancel").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("close", () => {
      // The event comes after the fact; by then the dialog may be open on another track.
      if (!this.#dialog.open) {
        this.#opening = null;
        this.#suggestions.close();
        this.#actions.close();
        announce("");
      }
    });
  }

  open(track) {
    this.#opening = { track };
    this.#title.value = track.title;
    this.#editor.reset(track.tags);
    this.#actions.open(track);
    showFieldError(this.#title, this.#titleError, null);
    showSentence(this.#error, null);
    this.#dialog.showModal();
    void this.#suggestions.open(track.id);
  }

  /** What was typed and not saved yet outlives an action on the same track. */
  #closeOrGoOnWith(track) {
    const opened = this.#opening?.track;
    if (opened?.id !== track.id) {
      return;
    }
    const { tags } = this.#editor;
    if (this.#title.value === opened.title && sameTags(tags, opened.tags) && !this.#editor.hasDraft) {
      this.#dialog.close();
      return;
    }
    this.#opening.track = track;
    this.#editor.replace(rebase(opened.tags, tags, track.tags));
    this.#actions.open(track);
    this.#status.textContent = "That is done. Your other changes are not saved yet.";
    void this.#suggestions.open(track.id);
  }

  async #submit() {
    const opening = this.#opening;
    const title = this.#title.value.trim();
    showFieldError(this.#title, this.#titleError, title === "" ? "Give the track a title." : null);
    if (this.#save.disabled || title === "" || !this.#editor.commitDraft()) {
      return;
    }
    showSentence(this.#error, null);
    this.#save.disabled = true;
    this.#actions.disable(true);
    try {
      const saved = await this.#store(opening, title, this.#editor.tags);
      if (saved !== null) {
        this.#events.saved(saved);
        if (this.#opening === opening) {
          this.#dialog.close();
        }
      }
    } catch (error) {
      if (this.#opening === opening) {
        showSentence(this.#error, error.message);
      } else {
        this.#events.failed(`“${isolated(title)}” was not saved. ${error.message}`);
      }
    } finally {
      if (this.#opening === opening) {
        this.#save.disabled = false;
        this.#actions.disable(false);
      }
    }
  }

  async #store(opening, title, edited) {
    const { track } = opening;
    const now = await getTrack(track.id);
    const tags = rebase(track.tags, edited, now.tags);
    if (tags.length > maxTags && edited.length <= maxTags && this.#opening === opening) {
      opening.track = now;
      this.#editor.reset(tags);
      this.#suggestions.render();
      showSentence(this.#error,
        `Tags were added to the track meanwhile, and together they are more than ${maxTags}. Remove some and save again.`);
      return null;
    }
    return saveTrack(track.id, { title: title === track.title ? now.title : title, tags, former_tags: now.tags });
  }
}
