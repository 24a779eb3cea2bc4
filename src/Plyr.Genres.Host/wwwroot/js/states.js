import { time, words } from "./format.js";

/** The states in plain words. */
export const stateNames = {
  fresh: "Up to date",
  stale: "Genres of earlier audio",
  failed: "Can't be analysed",
  missing: "No genres yet",
  pending: "Waiting",
};

/** Failures that the same audio causes again. */
const needsOtherAudio = new Set(["audio_rejected", "invalid_input"]);

/** A track's analysis in one sentence, and the action that helps: "Analyse", "Analyse again" or null. */
export function describe({ genres, classification, waiting, auto_tag_pending: autoTag }) {
  if (classification === "pending") {
    return { kind: "pending", text: pending(waiting, autoTag), action: null };
  }
  switch (genres.state) {
    case "failed":
      return {
        kind: "failed", text: failure(genres), action: needsOtherAudio.has(genres.failure) ? null : "Analyse again",
      };
    case "stale":
      return { kind: "stale", text: "Genres of earlier audio", action: "Analyse again" };
    case "fresh":
      return { kind: "fresh", text: fresh(genres), action: null };
    default:
      return waiting?.failure
        ? { kind: "missing", text: `Not analysed: ${waiting.message}`, action: "Analyse again" }
        : { kind: "missing", text: "Not analysed yet", action: "Analyse" };
  }
}

function pending(waiting, autoTag) {
  if (!waiting?.failure) {
    return autoTag ? "Waiting, auto-tags follow" : "Waiting";
  }
  const at = time(waiting.next_attempt_at);
  return `Retrying${at === "" ? "" : ` at ${at}`}: ${waiting.message ?? words(waiting.failure)}`;
}

const failure = genres => genres.failure_message
  ?? (genres.failure ? `Can't be analysed: ${words(genres.failure)}` : "Can't be analysed");

function fresh(genres) {
  if (genres.predictions.length === 0) {
    return "No genre recognised";
  }
  return genres.simulated ? "Simulated genres" : "";
}
