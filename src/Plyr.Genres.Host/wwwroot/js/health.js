import { getHealth } from "./api.js";
import { byId, element } from "./dom.js";
import { timeAndDay } from "./format.js";

/**
 * What the host reports about itself: a note when genres are simulated, a banner when the analysis fails or is off.
 * The event "change" follows each report that differs from the one before.
 */
export class Health extends EventTarget {
  #place = byId("health");
  #usual = [...this.#place.childNodes];
  #shown = null;

  /** Whether an analysis is expected to succeed, and otherwise why not. Until the host has answered it is assumed. */
  canAnalyse = true;
  reason = "";

  /** Whether an analysis can be requested, also after one that failed. Assumed as well. */
  canTry = true;

  /** Whether a simulator invents the genres. Assumed as well, so that the first rows need not be drawn again. */
  isSimulated = true;

  /** Whether the tracks belong to another program: they can't be uploaded, edited or deleted. */
  isReadOnly = false;

  /** The largest recording that the host takes, or null while that is not known. */
  maxUploadBytes = null;

  /** Reads the report and returns whether it changes what the rows of the list show. */
  async load() {
    const { canTry, isSimulated } = this;
    let report;
    try {
      report = reportOn(await getHealth());
    } catch (error) {
      report = { notes: [error.message], isBad: true, facts: {} };
    }
    const text = JSON.stringify(report);
    if (text === this.#shown) {
      return false;
    }
    this.#shown = text;
    Object.assign(this, report.facts);
    document.body.classList.toggle("read-only", this.isReadOnly);
    this.#place.classList.toggle("health-bad", report.isBad);
    this.#place.classList.toggle("health-note", report.notes.length > 0);
    const notes = report.notes.map(note => element("p", {}, note));
    this.#place.replaceChildren(...(notes.length === 0 ? this.#usual : notes));
    this.dispatchEvent(new Event("change"));
    return this.canTry !== canTry || this.isSimulated !== isSimulated;
  }
}

function reportOn(health) {
  const { status, classification, reasons = [] } = health;
  const canTry = health.ready === true && classification !== "disabled";
  const canAnalyse = canTry && classification !== "blocked";
  return {
    notes: notesOn(health),
    isBad: !canAnalyse || status === "degraded",
    facts: {
      canAnalyse,
      canTry,
      reason: canAnalyse ? "" : reasons[0] ?? "",
      isSimulated: health.simulated,
      isReadOnly: health.read_only === true,
      maxUploadBytes: health.max_upload_bytes ?? null,
    },
  };
}

function notesOn({ status, ready, simulated, classification, reasons = [], since = null, read_only: isReadOnly }) {
  const [reason = "", ...others] = reasons;
  const began = since === null ? "" : ` This began at ${timeAndDay(since)}.`;
  if (ready !== true) {
    return ["The server is not ready.", ...reasons];
  }
  switch (classification) {
    case "disabled":
      return reasons.length > 0 ? reasons : ["Analysis is switched off."];
    case "blocked":
      return [
        "The last analysis failed, and others will too.",
        `${reason}${began} Then choose “Analyse again” on a track.`,
        ...others,
      ];
    default:
      if (status === "degraded") {
        return [began === "" ? reason : `${reason}${began} Tracks are retried.`, ...others];
      }
      return [
        ...(simulated ? ["Suggestions are simulated: no model listens to the audio."] : []),
        ...(isReadOnly ? ["The tracks belong to another program. They can be analysed here, but not changed."] : []),
      ];
  }
}
