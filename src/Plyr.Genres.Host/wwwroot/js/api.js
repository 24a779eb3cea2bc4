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

const page = (path, after) => `${path}?take=50${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;

export const listTracks = (after, signal) => read(page("/tracks", after), { signal });
export const getTrack = (id, signal) => read(track(id), { signal });
export const saveTrack = (id, changes) => read(track(id), json("PUT", changes));
export const deleteTrack = id => send(track(id), { method: "DELETE" });
export const forgetGenres = id => send(`${track(id)}/genres`, { method: "DELETE" });
export const recommendedTags = (id, limit, signal) => read(`${track(id)}/recommended-tags?limit=${limit}`, { signal });
export const tracksWithTag = (name, after, signal) => read(page(`/tags/${encodeURIComponent(name)}`, after), { signal });
export const getLibrary = signal => read("/library", { signal });
export const uploadTrack = (form, progress, signal) => upload("POST", "/tracks", form, progress, signal);
export const replaceAudio = (id, form, progress, signal) => upload("PUT", `${track(id)}/audio`, form, progress, signal);

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
      "The upload was cut off. The connection broke, or the file is larger than the server takes.")));
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
