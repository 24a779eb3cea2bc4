import { getHealth } from "./api.js";
import { byId, element } from "./dom.js";

/**
 * What the host reports about itself: a note when genres are simulated, a banner when nothing can be analysed.
 * The event "change" follows each report that differs from the one before.
 */
export class Health extends EventTarget {
  #place = byId("health");
  #usual = [...this.#place.childNodes];
  #shown = null;

  /** Whether tracks can be analysed, and otherwise why not. Until the host has answered it is assumed. */
  canAnalyse = true;
  reason = "";

  /** Whether a simulator invents the genres. Assumed as well, so that the first rows need not be drawn again. */
  isSimulated = true;

  /** The largest recording that the host takes, or null while that is not known. */
  maxUploadBytes = null;

  /** Reads the report and returns whether it changes what the rows of the list show. */
  async load() {
    let report;
    try {
      report = reportOn(await getHealth());
    } catch (error) {
      report = {
        notes: [error.message], bad: true,
        canAnalyse: this.canAnalyse, isSimulated: this.isSimulated, maxUploadBytes: this.maxUploadBytes,
      };
    }
    const text = JSON.stringify(report);
    if (text === this.#shown) {
      return false;
    }
    this.#shown = text;
    const concernsRows = report.canAnalyse !== this.canAnalyse || report.isSimulated !== this.isSimulated;
    this.canAnalyse = report.canAnalyse;
    this.isSimulated = report.isSimulated;
    this.reason = report.canAnalyse ? "" : report.notes.at(-1) ?? "";
    this.maxUploadBytes = report.maxUploadBytes;
    this.#place.classList.toggle("health-bad", report.bad);
    this.#place.classList.toggle("health-note", report.notes.length > 0);
    const notes = report.notes.map(note => element("p", {}, note));
    this.#place.replaceChildren(...(notes.length === 0 ? this.#usual : notes));
    this.dispatchEvent(new Event("change"));
    return concernsRows;
  }
}

function reportOn(health) {
  const { status, ready, simulated, classification, reasons = [], max_upload_bytes: maxUploadBytes = null } = health;
  const report = (notes, bad, canAnalyse) => ({ notes, bad, canAnalyse, isSimulated: simulated, maxUploadBytes });
  if (ready !== true) {
    return report(["The server is not ready.", ...reasons], true, false);
  }
  switch (classification) {
    case "disabled":
      return report(["Tracks can't be analysed: the analysis is switched off.", ...reasons], true, false);
    case "blocked":
      return report(["Tracks can't be analysed now.", ...reasons], true, false);
    default:
      if (status === "degraded") {
        return report(reasons, true, true);
      }
      return report(simulated ? ["Suggestions are simulated: no model listens to the audio."] : [], false, true);
  }
}
