const mostShown = 300;
const endOfIsolation = "\u2069";

/** Text without measure, as another system may have stored it, by its beginning. */
export const shortened = text => text.length > mostShown ? `${text.slice(0, mostShown).toWellFormed()}…` : text;

/** What people and other systems wrote, for a place among other text: its direction marks turn nothing but itself. */
export function foreign(text) {
  const isolate = document.createElement("bdi");
  isolate.textContent = balanced(shortened(text));
  return isolate;
}

/** The same for a sentence that stays plain text. What is only heard needs no isolation. */
export const isolated = text => `\u2068${balanced(shortened(text))}${endOfIsolation}`;

/** A mark that opens an isolation and lacks its end would take the end of ours; an end without its mark would be it. */
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
