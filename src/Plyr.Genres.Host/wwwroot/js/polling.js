import { getTrack } from "./api.js";

// Quick at first, since most runs take seconds, then gentle; together a little longer than a run may take.
const delays = [1, 1, 2, 2, 3, 4, ...Array(26).fill(5)];

/** Follows a track until its classification settles, telling each state; while the page is hidden it asks nothing. */
export async function follow(id, changed) {
  for (const delay of delays) {
    await sleep(delay * 1000);
    await pageVisible();
    try {
      const track = await getTrack(id);
      changed(track);
      if (track.classification !== "pending") {
        return;
      }
    } catch (error) {
      if (error.status === 404) {
        return;
      }
      // Anything else may pass; the number of attempts is bounded.
    }
  }
}

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

async function pageVisible() {
  while (document.hidden) {
    await new Promise(resolve => document.addEventListener("visibilitychange", resolve, { once: true }));
  }
}
