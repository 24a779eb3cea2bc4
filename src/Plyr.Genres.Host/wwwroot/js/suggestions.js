import { clean, includes, isTooLong, key, maxTags } from "./tags.js";

/**
 * The suggestions of the edit dialog as a pure state machine. Each opening asks once, under a new number; an answer
 * that carries another number belongs to a track that is no longer open and changes nothing.
 */
export const initial = Object.freeze({ phase: "none", request: 0, names: [] });

export const asked = state => ({ phase: "loading", request: state.request + 1, names: [] });

export function answered(state, request, answer) {
  if (!isAwaited(state, request)) {
    return state;
  }
  const names = namesOf(answer);
  return { ...state, phase: names.length > 0 ? "ready" : "none", names };
}

/** A missing suggestion is not worth a word: every failure looks like an empty answer. */
export const failed = (state, request) => isAwaited(state, request) ? closed(state) : state;

export const closed = state => ({ ...state, phase: "none", names: [] });

/** What there is to see, given the tags in the editor at this moment. */
export function view(state, tags) {
  if (state.phase === "loading") {
    return { kind: "loading" };
  }
  const names = state.names.filter(name => !includes(tags, name));
  return names.length > 0
    ? { kind: "chips", names, full: tags.length >= maxTags }
    : { kind: "none" };
}

const isAwaited = (state, request) => state.phase === "loading" && state.request === request;

/** The names in the API's order; what could not be saved as a tag is not offered. */
function namesOf(answer) {
  if (answer?.available !== true || !Array.isArray(answer.tags)) {
    return [];
  }
  const names = answer.tags
    .map(tag => tag?.name)
    .filter(name => typeof name === "string" && clean(name) !== "" && !isTooLong(clean(name)))
    .map(clean);
  return [...new Map(names.toReversed().map(name => [key(name), name])).values()].toReversed();
}
