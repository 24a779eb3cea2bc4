export const maxTags = 10;
export const maxTagLength = 50;

/** Counts as a person does, and as the server does: an emoji is one character. */
export function isTooLong(name) {
  // A segmenter takes a slow phone long to make, and few names need it.
  const characters = name.length > maxTagLength ? [...new Intl.Segmenter().segment(name)] : name;
  return characters.length > maxTagLength;
}

export const clean = text => text.trim().replace(/\s+/g, " ");

/** A tag as the server stores it; two names with the same key are one tag. */
export const key = name => clean(name.normalize("NFC")).toLowerCase();

export const includes = (tags, name) => tags.some(tag => key(tag) === key(name));

export const sameTags = (one, other) => one.length === other.length && one.every((tag, i) => tag === other[i]);

/**
 * What a person changed, applied to the tags as they are now: auto-tags that arrived
 * while the dialog was open are neither lost nor brought back.
 */
export function rebase(before, edited, now) {
  const kept = now.filter(tag => !includes(before, tag) || includes(edited, tag));
  const added = edited.filter(tag => !includes(before, tag) && !includes(kept, tag));
  return [...kept, ...added];
}
