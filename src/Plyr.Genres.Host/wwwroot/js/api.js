const unreachable = "The server can't be reached. Check the connection and try again.";
const unreadable = "The server's answer can't be read. Try again.";

/** A failure whose message is a sentence for the person at the page. */
export class ApiError extends Error {
  constructor(sentence, status = 0) {
    super(sentence);
    this.name = "ApiError";
    this.status = status;
  }
}

const track = id => `/tracks/${encodeURIComponent(id)}`;
const json = (method, value) =>
  ({ method, body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });

export const pageSize = 50;
export const maxPageSize = 200;

export const getTrack = (id, signal) => read(track(id), { signal });
export const saveTrack = (id, changes) => read(track(id), json("PUT", changes));
export const deleteTrack = id => send(track(id), { method: "DELETE" });
export const forgetGenres = id => send(`${track(id)}/genres`, { method: "DELETE" });
export const explainGenres = (id, signal) => read(`${track(id)}/genres`, { signal });
export const analyseTrack = id => read(`${track(id)}/genres/analyse`, { method: "POST" });
export const removeAutoTags = id => send(`${track(id)}/auto-tags`, { method: "DELETE" });
export const recommendedTags = (id, limit, signal) => read(`${track(id)}/recommended-tags?limit=${limit}`, { signal });
export const existingTags = (prefix, signal) => read(`/tags?take=8&prefix=${encodeURIComponent(prefix)}`, { signal });
export const getBackfill = () => read("/backfill");
export const startBackfill = () => read("/backfill", json("POST", {}));
export const stopBackfill = () => read("/backfill", { method: "DELETE" });
export const uploadTrack = (form, progress, signal) => upload("POST", "/tracks", form, progress, signal);
export const replaceAudio = (id, form, progress, signal) => upload("PUT", `${track(id)}/audio`, form, progress, signal);

/** The address of one page of a list. */
export function tracksPath(parameters, take, after = null) {
  const query = new URLSearchParams(parameters);
  query.set("take", take);
  if (after !== null) {
    query.set("after", after);
  }
  return `/tracks?${query}`;
}

export const listTracks = (parameters, take, after, signal) => read(tracksPath(parameters, take, after), { signal });

/** Reads something repeatedly and transfers it only when it has changed. */
export class ConditionalRead {
  #path = null;
  #etag = null;

  /** Returns the value, or null when it is the one that was read last. */
  async read(path, signal) {
    const known = path === this.#path ? this.#etag : null;
    const response = await request(path, { signal, headers: known === null ? {} : { "If-None-Match": known } });
    if (response.status === 304) {
      return null;
    }
    if (!response.ok) {
      throw problem(response.status, await body(response));
    }
    const value = parse(await body(response), response.status);
    this.#path = path;
    this.#etag = response.headers.get("ETag");
    return value;
  }

  /** The next read returns the value in any case. */
  reset() {
    this.#etag = null;
  }
}

/** The health report is worth reading whatever its status: a host that is not ready says why. */
export async function getHealth() {
  const response = await request("/health");
  return parse(await response.text(), response.status);
}

async function read(path, options) {
  const response = await send(path, options);
  return parse(await body(response), response.status);
}

async function send(path, options) {
  const response = await request(path, options);
  if (!response.ok) {
    throw problem(response.status, await body(response));
  }
  return response;
}

async function request(path, options) {
  try {
    return await fetch(path, { cache: "no-store", ...options });
  } catch (error) {
    throw error.name === "AbortError" ? error : new ApiError(unreachable);
  }
}

async function body(response) {
  try {
    return await response.text();
  } catch (error) {
    throw error.name === "AbortError" ? error : new ApiError(unreachable, response.status);
  }
}

/** XMLHttpRequest, because fetch can't report how much of an upload has been sent. */
function upload(method, path, form, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.upload.addEventListener("progress", event => {
      progress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : null);
    });
    // A server that refuses a large body may close the connection before its answer can be read.
    request.addEventListener("error", () => reject(new ApiError(
      "The upload was cut off. The connection broke, or the file is larger than the server accepts.")));
    request.addEventListener("abort", () => reject(new DOMException("The upload was cancelled.", "AbortError")));
    request.addEventListener("load", () => {
      try {
        if (request.status < 200 || request.status > 299) {
          throw problem(request.status, request.responseText);
        }
        resolve(parse(request.responseText, request.status));
      } catch (error) {
        reject(error);
      }
    });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

function parse(text, status) {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(unreadable, status);
  }
}

/** The sentence of a problem+json body, or one that names the status when there is none. */
function problem(status, text) {
  let details = null;
  try {
    details = JSON.parse(text);
  } catch {
    // Proxies answer in HTML; the status is then all that can be told.
  }
  const sentences = [details?.detail, ...Object.values(details?.errors ?? {}).flat(), details?.title];
  return new ApiError(
    sentences.find(sentence => typeof sentence === "string" && sentence.trim() !== "")
      ?? `The server refused this with status ${status}. Try again later.`,
    status);
}
