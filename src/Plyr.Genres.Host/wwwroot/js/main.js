import { EditDialog } from "./edit-dialog.js";
import { showHealth } from "./health.js";
import { Library } from "./library.js";
import { Player } from "./player.js";
import { follow } from "./polling.js";
import { TrackList } from "./tracks.js";
import { UploadForm } from "./upload.js";

const library = new Library();
const player = new Player();
const followed = new Set();
const waiting = new Map();
const maxFollowed = 20;

const dialog = new EditDialog({
  saved: changed,
  deleted: id => {
    tracks.remove(id);
    library.refresh();
  },
  failed: sentence => tracks.fail(sentence),
});
const tracks = new TrackList(player, track => dialog.open(track), track => void followPending(track));

new UploadForm(track => {
  tracks.prepend(track);
  changed(track);
});

function changed(track) {
  tracks.update(track);
  library.refresh();
  void followPending(track);
}

async function followPending(track) {
  if (track.classification !== "pending" || followed.has(track.id)) {
    return;
  }
  if (followed.size >= maxFollowed) {
    waiting.set(track.id, track);
    return;
  }
  waiting.delete(track.id);
  followed.add(track.id);
  await follow(track.id, latest => tracks.update(latest));
  followed.delete(track.id);
  library.refresh();
  const [next] = waiting.values();
  if (next !== undefined) {
    void followPending(next);
  }
}

/** "#/tags/NAME" shows one tag; anything else shows every track. */
function tagInAddress() {
  const [, name] = location.hash.match(/^#\/tags\/(.+)$/) ?? [];
  try {
    return name === undefined ? null : decodeURIComponent(name);
  } catch {
    return null;
  }
}

async function navigate() {
  // The skip link's fragment is a place on the page, not a view.
  if (location.hash !== "" && !location.hash.startsWith("#/")) {
    return;
  }
  tracks.focusHeading();
  await tracks.show(tagInAddress());
}

window.addEventListener("hashchange", () => void navigate());
void tracks.show(tagInAddress());
library.refresh();
void showHealth();
