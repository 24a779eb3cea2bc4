import { byId, showFieldError } from "./dom.js";
import { Suggestions } from "./suggestions.js";
import { TagEditor } from "./tag-editor.js";
import { includes, rebase, sameTags } from "./tags.js";

/** The fields of the edit dialog: title, artist, and tags with their suggestions. */
export class EditFields {
  #title = byId("edit-title");
  #titleError = byId("edit-title-error");
  #artistError = byId("edit-artist-error");
  #artist = byId("edit-artist");
  #announcer = byId("edit-announcer");
  #editor;
  #suggestions;
  #track = null;
  #health;

  constructor(health) {
    this.#health = health;
    const announce = sentence => { this.#announcer.textContent = sentence; };
    this.#editor = new TagEditor(byId("edit-tags"), "edit", { announce, changed: () => this.#suggestions.render() });
    this.#suggestions = new Suggestions(this.#editor, announce);
  }

  /** Whether the fields differ from the track as it was read last. */
  get isDirty() {
    return this.#title.value !== this.#track.title || this.#artist.value !== (this.#track.artist ?? "")
      || !sameTags(this.#editor.tags, this.#track.tags) || this.#editor.hasDraft;
  }

  open(track) {
    this.#track = track;
    this.#title.value = track.title;
    this.#artist.value = track.artist ?? "";
    this.#title.readOnly = this.#health.isReadOnly;
    this.#artist.readOnly = this.#health.isReadOnly;
    this.#editor.reset(track.tags, track.genres.auto_tags);
    showFieldError(this.#title, this.#titleError, null);
    showFieldError(this.#artist, this.#artistError, null);
  }

  /** Asks for suggestions. The dialog is open, since the row is announced. */
  suggest() {
    if (!this.#health.isReadOnly) {
      void this.#suggestions.open(this.#track.id);
    }
  }

  /** Shows what changed on the server. What was typed stays. */
  update(track) {
    const before = this.#track;
    this.#track = track;
    this.#title.value = this.#title.value === before.title ? track.title : this.#title.value;
    this.#artist.value = this.#artist.value === (before.artist ?? "") ? track.artist ?? "" : this.#artist.value;
    const { tags } = this.#editor;
    const merged = rebase(before.tags, tags, track.tags);
    this.#editor.replace(merged, track.genres.auto_tags);
    const arrived = merged.filter(name => !includes(tags, name));
    if (arrived.length > 0) {
      this.#announcer.textContent = `Added automatically: ${arrived.join(", ")}.`;
    }
    const isSettled = before.classification === "pending" && track.classification !== "pending";
    if (isSettled || track.genres.auto_tags.length < before.genres.auto_tags.length) {
      this.suggest();
    } else {
      this.#suggestions.render();
    }
  }

  /** Returns title, artist and tags as they are to be saved, or null, with the reason shown, when they can't be. */
  read() {
    const title = this.#title.value.trim();
    const artist = this.#artist.value.trim();
    // Tracks of other programs may have no artist. An artist can be replaced, but not removed.
    const lacksArtist = artist === "" && (this.#track.artist ?? "") !== "";
    showFieldError(this.#artist, this.#artistError, lacksArtist ? "Give the track an artist." : null);
    showFieldError(this.#title, this.#titleError, title === "" ? "Give the track a title." : null);
    return title !== "" && !lacksArtist && this.#editor.commitDraft()
      ? { title, artist, tags: this.#editor.tags }
      : null;
  }

  close() {
    this.#suggestions.close();
    this.#announcer.textContent = "";
  }
}
