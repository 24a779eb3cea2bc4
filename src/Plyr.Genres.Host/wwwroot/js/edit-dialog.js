import { getTrack, saveTrack } from "./api.js";
import { closeOnRequest } from "./closing.js";
import { byId, showFieldError, showSentence } from "./dom.js";
import { Explanation } from "./explanation.js";
import { isolated } from "./foreign-text.js";
import { SuggestionRow } from "./suggestion-row.js";
import { TagEditor } from "./tag-editor.js";
import { TrackActions } from "./track-actions.js";
import { includes, maxTags, rebase, sameTags } from "./tags.js";

/** The dialog that edits one track's title, artist and tags. Nothing is saved before Save. */
export class EditDialog {
  #dialog = byId("edit-dialog");
  #title = byId("edit-title");
  #titleError = byId("edit-title-error");
  #artist = byId("edit-artist");
  #error = byId("edit-error");
  #status = byId("edit-status");
  #announcer = byId("edit-announcer");
  #save = this.#dialog.querySelector("[type=submit]");
  #explanation = new Explanation();
  #editor;
  #suggestions;
  #actions;
  #events;
  #opening = null;
  #isSaving = false;

  /** `events`: saved(track), deleted(id), failed(sentence) for what failed after the dialog was closed; canAnalyse(). */
  constructor(events) {
    this.#events = events;
    const announce = sentence => { this.#announcer.textContent = sentence; };
    this.#editor = new TagEditor(byId("edit-tags"), "edit", { announce, changed: () => this.#suggestions.render() });
    this.#suggestions = new SuggestionRow(this.#editor, announce);
    this.#actions = new TrackActions({
      canAnalyse: events.canAnalyse,
      changed: (track, sentence) => {
        this.update(track);
        if (this.#opening?.track.id === track.id) {
          this.#status.textContent = sentence;
        }
        events.saved(track);
      },
      finished: track => {
        this.#closeOrContinueWith(track);
        events.saved(track);
      },
      deleted: id => {
        if (this.#opening?.track.id === id) {
          this.#dialog.close();
        }
        events.deleted(id);
      },
      running: running => {
        this.#save.disabled = running;
        this.#status.textContent = running ? "This can be saved when the other action is done." : "";
        this.#dialog.setAttribute("aria-busy", String(running));
      },
      failed: events.failed,
    });
    byId("edit-form").addEventListener("submit", event => {
      event.preventDefault();
      void this.#submit();
    });
    closeOnRequest(this.#dialog, byId("edit-cancel"), () => this.#question());
    this.#dialog.addEventListener("close", () => {
      // The event comes after the fact; the dialog may be open on another track when it does.
      if (!this.#dialog.open) {
        this.#opening = null;
        this.#suggestions.close();
        this.#actions.close();
        this.#explanation.close();
        this.#announcer.textContent = "";
      }
    });
  }

  /** The id of the track that is edited, or null. */
  get trackId() {
    return this.#opening?.track.id ?? null;
  }

  /** Whether something would be lost if the page was left. */
  get hasUnsaved() {
    return this.#opening !== null && (this.#isDirty || this.#actions.isUploading);
  }

  open(track) {
    this.#opening = { track };
    this.#title.value = track.title;
    this.#artist.value = track.artist ?? "";
    this.#editor.reset(track.tags, track.genres.auto_tags);
    this.#actions.open(track);
    this.#explanation.open(track);
    showFieldError(this.#title, this.#titleError, null);
    showSentence(this.#error, null);
    this.#dialog.showModal();
    void this.#suggestions.open(track.id);
  }

  /** Shows what changed on the server while the dialog is open. What was typed stays. */
  update(track) {
    const opened = this.#opening?.track;
    if (opened?.id !== track.id) {
      return;
    }
    this.#opening.track = track;
    this.#title.value = this.#title.value === opened.title ? track.title : this.#title.value;
    this.#artist.value = this.#artist.value === (opened.artist ?? "") ? track.artist ?? "" : this.#artist.value;
    const { tags } = this.#editor;
    const merged = rebase(opened.tags, tags, track.tags);
    this.#editor.replace(merged, track.genres.auto_tags);
    const arrived = merged.filter(name => !includes(tags, name));
    if (arrived.length > 0) {
      this.#announcer.textContent = `Added automatically: ${arrived.join(", ")}.`;
    }
    this.#actions.update(track);
    this.#explanation.update(track);
    if (opened.classification === "pending" && track.classification !== "pending") {
      void this.#suggestions.open(track.id);
    } else {
      this.#suggestions.render();
    }
  }

  get #isDirty() {
    const { track } = this.#opening;
    return this.#title.value !== track.title || this.#artist.value !== (track.artist ?? "")
      || !sameTags(this.#editor.tags, track.tags) || this.#editor.hasDraft;
  }

  #question() {
    if (this.#actions.isUploading) {
      return { heading: "Stop the upload?", text: "The track keeps its current audio.", action: "Stop", cancel: "Continue" };
    }
    return this.#isSaving || !this.#isDirty
      ? null
      : { heading: "Discard the changes?", text: "They have not been saved.", action: "Discard", cancel: "Keep editing" };
  }

  /** What was typed and not saved yet outlives an action on the same track. */
  #closeOrContinueWith(track) {
    if (this.#opening?.track.id !== track.id) {
      return;
    }
    if (!this.#isDirty) {
      this.#dialog.close();
      return;
    }
    this.update(track);
    this.#status.textContent = "That is done. Your other changes are not saved yet.";
  }

  async #submit() {
    const opening = this.#opening;
    const title = this.#title.value.trim();
    showFieldError(this.#title, this.#titleError, title === "" ? "Give the track a title." : null);
    if (this.#save.disabled || title === "" || !this.#editor.commitDraft()) {
      return;
    }
    showSentence(this.#error, null);
    this.#showSaving(true);
    try {
      const saved = await this.#store(opening, title, this.#artist.value.trim(), this.#editor.tags);
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
      this.#isSaving = false;
      if (this.#opening === opening) {
        this.#showSaving(false);
      }
    }
  }

  #showSaving(saving) {
    this.#isSaving = saving;
    this.#save.disabled = saving;
    this.#actions.disable(saving);
  }

  async #store(opening, title, artist, edited) {
    const { track } = opening;
    const now = await getTrack(track.id);
    const tags = rebase(track.tags, edited, now.tags);
    if (tags.length > maxTags && edited.length <= maxTags && this.#opening === opening) {
      this.update(now);
      showSentence(this.#error, "Tags were added to the track in the meantime, and together they are more than "
        + `${maxTags}. Remove some and save again.`);
      return null;
    }
    const changes = { title: title === track.title ? now.title : title, tags, former_tags: now.tags };
    if (artist !== "" && artist !== (track.artist ?? "")) {
      changes.artist = artist;
    }
    return saveTrack(track.id, changes);
  }
}
