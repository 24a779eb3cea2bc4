import { getTrack, saveTrack } from "./api.js";
import { closeOnRequest, withdraw } from "./dialogs.js";
import { byId, refocus, showSentence } from "./dom.js";
import { EditFields } from "./edit-fields.js";
import { Explanation } from "./explanation.js";
import { failureOf, isolated } from "./foreign-text.js";
import { TrackActions } from "./track-actions.js";
import { maxTags, rebase } from "./tags.js";

/** The dialog that edits one track's title, artist and tags. Nothing is saved before Save. */
export class EditDialog {
  #dialog = byId("edit-dialog");
  #error = byId("edit-error");
  #status = byId("edit-status");
  #save = this.#dialog.querySelector("[type=submit]");
  #fields;
  #explanation = new Explanation();
  #actions;
  #events;
  #opening = null;

  /** `events`: saved(track), deleted(id), failed(sentence) for what failed after the dialog was closed; health. */
  constructor(events) {
    this.#events = events;
    this.#fields = new EditFields(events.health);
    this.#actions = new TrackActions({
      health: events.health,
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
          withdraw();
          this.#dialog.close();
        }
        events.deleted(id);
      },
      running: running => {
        this.#save.disabled = running;
        this.#status.textContent = running ? "You can save when the other action has finished." : "";
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
        this.#fields.close();
        this.#actions.close();
        this.#explanation.close();
      }
    });
  }

  /** The id of the track that is edited, or null. */
  get trackId() {
    return this.#opening?.track.id ?? null;
  }

  /** Whether something would be lost if the page was left. */
  get hasUnsaved() {
    return this.#opening !== null && (this.#fields.isDirty || this.#actions.isUploading);
  }

  open(track) {
    this.#opening = { track, isSaving: false };
    this.#fields.open(track);
    this.#actions.open(track);
    this.#explanation.open(track);
    showSentence(this.#error, null);
    this.#dialog.showModal();
    this.#fields.suggest();
  }

  /** Shows what changed on the server while the dialog is open. What was typed stays. */
  update(track) {
    if (this.#opening?.track.id === track.id) {
      this.#opening.track = track;
      this.#fields.update(track);
      this.#actions.update(track);
      this.#explanation.update(track);
    }
  }

  #question() {
    if (this.#actions.isUploading) {
      return {
        heading: "Stop the upload?", text: "The track keeps its current audio.", action: "Stop", cancel: "Continue",
      };
    }
    if (this.#opening?.isSaving || !this.#fields.isDirty) {
      return null;
    }
    return {
      heading: "Discard the changes?", text: "They have not been saved.", action: "Discard", cancel: "Keep editing",
    };
  }

  /** What was typed and not saved yet outlives an action on the same track. */
  #closeOrContinueWith(track) {
    if (this.#opening?.track.id !== track.id) {
      return;
    }
    if (!this.#fields.isDirty) {
      this.#dialog.close();
      return;
    }
    this.update(track);
    this.#status.textContent = "Done. Your other changes are not saved yet.";
  }

  async #submit() {
    const opening = this.#opening;
    // Enter in a field submits the form even where its button is hidden.
    if (this.#save.disabled || !this.#save.checkVisibility()) {
      return;
    }
    const edited = this.#fields.read();
    if (edited === null) {
      return;
    }
    showSentence(this.#error, null);
    opening.isSaving = true;
    this.#showSaving(true);
    try {
      const saved = await this.#store(opening, edited);
      if (saved !== null) {
        this.#events.saved(saved);
        if (this.#opening === opening) {
          this.#dialog.close();
        }
      }
    } catch (error) {
      if (this.#opening === opening) {
        showSentence(this.#error, error.status === 404 ? failureOf(opening.track.title, error) : error.message);
      } else {
        this.#events.failed(error.status === 404
          ? failureOf(opening.track.title, error)
          : `“${isolated(edited.title)}” was not saved. ${error.message}`);
      }
    } finally {
      opening.isSaving = false;
      if (this.#opening === opening) {
        this.#showSaving(false);
        refocus(this.#save, this.#save);
      }
    }
  }

  #showSaving(saving) {
    this.#save.disabled = saving;
    this.#actions.disable(saving);
  }

  /** Stores what a person changed on top of what other clients changed in the meantime. */
  async #store(opening, { title, artist, tags: edited }) {
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
