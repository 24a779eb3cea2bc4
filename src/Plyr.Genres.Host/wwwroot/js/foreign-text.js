const mostShown = 300;
const endOfIsolation = "\u2069";

/** The beginning of a text, which may have any length when another system stored it. */
export const shortened = text => text.length > mostShown ? `${text.slice(0, mostShown).toWellFormed()}…` : text;

/** What people and other systems wrote, for a place among other text: its direction marks turn nothing but itself. */
export function foreign(text) {
  const isolate = document.createElement("bdi");
  isolate.textContent = balanced(shortened(text));
  return isolate;
}

/** The same for a sentence that stays plain text. Text for screen readers only needs no isolation. */
export const isolated = text => `\u2068${balanced(shortened(text))}${endOfIsolation}`;

/** Why a change of a track failed, in one sentence with its title. */
export const failureOf = (title, { status, message }) => status === 404
  ? `“${isolated(title)}” was deleted in the meantime.`
  : `“${isolated(title)}”: ${message}`;

/** Removes end marks that end nothing, and adds missing ones, so that our own isolation ends where it should. */
function balanced(text) {
  let open = 0;
  let kept = "";
  for (const character of text) {
    if (/[\u2066-\u2068]/.test(character)) {
      open++;
    } else if (character === endOfIsolation) {
      if (open === 0) {
        continue;
      }
      open--;
    }
    kept += character;
  }
  return kept + endOfIsolation.repeat(open);
}
