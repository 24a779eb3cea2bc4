import { addressOf, startRouting } from "./address.js";
import { analyseTrack, getTrack, saveTrack } from "./api.js";
import { disclosure } from "./dom.js";
import { Finder } from "./finder.js";
import { failureOf } from "./foreign-text.js";
import { Health } from "./health.js";
import { Library } from "./library.js";
import { Player } from "./player.js";
import { Poll } from "./poll.js";
import { TrackList } from "./tracks.js";

const quick = 2_000;
const calm = 15_000;
const longestWait = 1_000;

const health = new Health();
const library = new Library();
const player = new Player();
const poll = new Poll(look);
let nextHealth = 0;
disclosure("library-toggle");

const tracks = new TrackList({
  player,
  canTry: () => health.canTry,
  isSimulated: () => health.isSimulated,
  edit: track => void forms.then(({ dialog }) => dialog.open(track)),
  analyse: track => change(track, () => analyseTrack(track.id)),
  addTag: (track, name) => change(track, () => addTag(track.id, name)),
}, (total, isFiltered) => finder.showTotal(total, isFiltered));
const finder = new Finder((view, replaces) => void go(addressOf(view), replaces));
const { first, go } = startRouting(show, () => tracks.shown);
void showHealth();

// What the first list doesn't need is loaded after it; a slow list keeps it waiting for a second at most.
const forms = Promise.race([first, new Promise(resolve => setTimeout(resolve, longestWait))])
  .then(() => import("./forms.js"))
  .then(({ startForms }) => startForms({ health, player, tracks, changed, look: () => poll.now() }));
forms.then(() => poll.now(), () => tracks.fail("Part of the page could not be loaded. Reload it."));

/** Adds a tag to a track as it is now, because another client may have edited it since it was listed. */
async function addTag(id, name) {
  const { title, tags } = await getTrack(id);
  return saveTrack(id, { title, tags: [...tags, name], former_tags: tags });
}

/** Stores a change that was made in a row. */
async function change(track, request) {
  tracks.fail(null);
  try {
    changed(await request());
  } catch (error) {
    tracks.showActions();
    tracks.fail(failureOf(track.title, error));
    // The row may be out of date.
    poll.now();
  }
}

/** Shows a track that was changed on this page. */
function changed(track) {
  tracks.change(track);
  player.update(track);
  poll.now();
}

/** Looks for what has changed on the server, and returns when to look again. */
async function look() {
  const { dialog, backfill } = await forms;
  const isFirst = library.value === null;
  // The backfill before the library, so that a backfill that has just ended isn't offered again for its own tracks.
  const wasRunning = backfill.isRunning;
  await (wasRunning ? backfill.load() : null);
  const changes = await library.load();
  if (changes !== null) {
    finder.showLibraryTotal(changes.tracks);
  }
  await (isFirst ? null : tracks.refresh());
  if (!wasRunning && changes?.to_do > 0) {
    await backfill.load();
  }
  const followed = await tracks.follow(dialog.trackId === null ? [] : [dialog.trackId]);
  followed.forEach(track => dialog.update(track));
  if (performance.now() >= nextHealth) {
    await showHealth();
  }
  if (library.value !== null) {
    backfill.show(library.value, health.canTry && !health.isReadOnly);
  }
  return tracks.hasPending || backfill.isRunning || library.value?.pending > 0 ? quick : calm;
}

async function showHealth() {
  nextHealth = performance.now() + calm;
  if (await health.load()) {
    tracks.showActions();
  }
}

async function show(view, atLeast) {
  finder.show(view);
  library.showView(view);
  await tracks.show(view, atLeast);
}
