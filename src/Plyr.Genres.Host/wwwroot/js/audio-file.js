import { isolated } from "./foreign-text.js";
import { megabytes } from "./format.js";

/** Returns why a file that was chosen in an input can't be uploaded, or null. A `maxBytes` of null is not known yet. */
export function faultOf(file, input, maxBytes) {
  const name = isolated(file.name);
  if (file.size === 0) {
    return `“${name}” is empty. Choose another file.`;
  }
  if (maxBytes !== null && file.size > maxBytes) {
    return `“${name}” is larger than ${megabytes(maxBytes)}. Choose a smaller file.`;
  }
  return isAudio(file, input) ? null : `“${name}” is not an audio file. Choose another file.`;
}

/** What the file dialog accepts too; the server looks into the file. */
function isAudio({ name, type }, { accept }) {
  const endings = accept.split(",").filter(kind => kind.startsWith("."));
  return /^(audio|video)\//.test(type) || endings.some(ending => name.toLowerCase().endsWith(ending));
}
