import { getHealth } from "./api.js";
import { byId, element } from "./dom.js";

/** A note for whoever looks at the page when suggestions are not the real thing, or the host is not ready. */
export async function showHealth() {
  const place = byId("health");
  let notes;
  let bad = true;
  try {
    const health = await getHealth();
    bad = health.ready !== true || health.status === "degraded";
    notes = notesOn(health);
  } catch (error) {
    notes = [error.message];
  }
  place.classList.toggle("health-bad", bad);
  place.replaceChildren(...notes.map(note => element("p", {}, note)));
  place.hidden = notes.length === 0;
}

function notesOn({ status, ready, simulated, classification, reasons }) {
  if (ready !== true) {
    return ["The server is not ready.", ...(reasons ?? [])];
  }
  if (status === "degraded") {
    return reasons;
  }
  if (classification === "disabled") {
    return ["Genre analysis is switched off. Uploads work; suggestions and auto-tags don't."];
  }
  return simulated ? ["Suggestions are simulated: no model listens to the audio."] : [];
}
