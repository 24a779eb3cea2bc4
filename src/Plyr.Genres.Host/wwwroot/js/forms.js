import { Backfill } from "./backfill.js";
import { disclosure } from "./dom.js";
import { EditDialog } from "./edit-dialog.js";
import { UploadForm } from "./upload.js";
import { UploadQueue } from "./upload-queue.js";

/**
 * Starts the edit dialog, the upload form and the backfill.
 * `changed(track)` shows a track that was changed here; `look()` looks at the server again.
 */
export function startForms({ health, player, tracks, changed, look }) {
  const dialog = new EditDialog({
    health,
    saved: changed,
    deleted: id => {
      tracks.remove(id);
      player.stop(id);
      look();
    },
    failed: sentence => tracks.fail(sentence),
  });
  const queue = new UploadQueue(look);
  new UploadForm(queue, health, disclosure("upload-toggle"));
  window.addEventListener("beforeunload", event => {
    if (queue.isActive || dialog.hasUnsaved) {
      event.preventDefault();
    }
  });
  return { dialog, backfill: new Backfill(look) };
}
