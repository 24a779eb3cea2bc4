import { ask } from "./confirm.js";

/**
 * Closes a dialog when a person asks for it: by its button, by Escape, or by a click beside it.
 * `question()` returns what to ask first, or null.
 */
export function closeOnRequest(dialog, button, question) {
  const request = async event => {
    event.preventDefault();
    const asked = question();
    if (asked === null || await ask(asked)) {
      dialog.close();
    }
  };
  button.addEventListener("click", request);
  // The event cancel can't be prevented twice in a row, the key can.
  dialog.addEventListener("cancel", request);
  dialog.addEventListener("keydown", event => {
    if (event.key === "Escape" && !event.isComposing) {
      void request(event);
    }
  });
  dialog.addEventListener("pointerdown", event => {
    const box = dialog.getBoundingClientRect();
    const isInside = event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target === dialog && !isInside) {
      void request(event);
    }
  });
}
