import { addressOf } from "./address.js";
import { analyseTrack, saveTrack } from "./api.js";
import { Backfill } from "./backfill.js";
import { disclosure } from "./disclosure.js";
import { EditDialog } from "./edit-dialog.js";
import { Finder } from "./finder.js";
import { isolated } from "./foreign-text.js";
import { Health } from "./health.js";
import { Library } from "./library.js";
import { Player } from "./player.js";
import { Poll } from "./poll.js";
import { startRouting } from "./routing.js";
import { TrackList } from "./tracks.js";
import { UploadForm } from "./upload.js";
import { UploadQueue } from "./upload-queue.js";

const quick = 2_000;
const calm = 15_000;

const health = new Health();
const library = new Library();
const player = new Player();
const showUpload = disclosure("upload-toggle");
disclosure("library-toggle");

const dialog = new EditDialog({
  canAnalyse: () => health.canAnalyse,
  saved: changed,
  deleted: id => {
    tracks.remove(id);
    player.stop(id);
    poll.now();
  },
  failed: sentence => tracks.fail(sentence),
});

const tracks = new TrackList({
  player,
  canAnalyse: () => health.canAnalyse,
  isSimulated: () => health.isSimulated,
  edit: track => dialog.open(track),
  analyse: track => change(track, () => analyseTrack(track.id)),
  addTag: (track, name) => change(track, () =>
    saveTrack(track.id, { title: track.title, tags: [...track.tags, name], former_tags: track.tags })),
}, (total, isFiltered) => finder.showTotal(total, isFiltered));

const queue = new UploadQueue(() => poll.now());
const form = new UploadForm(queue, health, showUpload);
const backfill = new Backfill(() => poll.now());
const poll = new Poll(look);
const finder = new Finder((view, replaces) => void go(addressOf(view), replaces));
const go = startRouting(show, () => tracks.shown);
let nextHealth = 0;

/** Stores a change that was made in a row. */
async function change(track, request) {
  tracks.fail(null);
  try {
    changed(await request());
  } catch (error) {
    tracks.showActions();
    tracks.fail(`“${isolated(track.title)}”: ${error.message}`);
  }
}

function changed(track) {
  tracks.update(track);
  player.update(track);
  poll.now();
}

/** Looks for what has changed on the server, and returns when to look again. */
async function look() {
  const isFirst = library.value === null;
  const changes = await library.load();
  if (changes !== null) {
    finder.showLibraryTotal(changes.tracks);
    await (isFirst ? null : tracks.refresh());
  }
  if (backfill.isRunning || changes?.to_do > 0) {
    await backfill.load();
  }
  const followed = await tracks.follow(dialog.trackId === null ? [] : [dialog.trackId]);
  followed.forEach(track => dialog.update(track));
  if (performance.now() >= nextHealth) {
    await showHealth();
  }
  if (library.value !== null) {
    backfill.show(library.value, health.canAnalyse);
  }
  return tracks.hasPending || backfill.isRunning || library.value?.pending > 0 ? quick : calm;
}

async function showHealth() {
  nextHealth = performance.now() + calm;
  if (await health.load()) {
    form.showHealth();
    tracks.showActions();
  }
}

async function show(view, atLeast) {
  finder.show(view);
  library.showView(view);
  await tracks.show(view, atLeast);
}

window.addEventListener("beforeunload", event => {
  if (queue.isActive || dialog.hasUnsaved) {
    event.preventDefault();
  }
});
void showHealth();
poll.now();
