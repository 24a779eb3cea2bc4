/** What this browser remembers between visits. It may be forbidden to remember anything; then there is nothing to recall. */
export function recall(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing else depends on it.
  }
}
