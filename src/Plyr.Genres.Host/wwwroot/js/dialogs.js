import { byId } from "./dom.js";

// Longer than the pause within a double click, so that its second click answers nothing.
const pause = 400;

const dialog = byId("confirm-dialog");
const agree = byId("confirm-agree");
const cancel = byId("confirm-cancel");
let settle = () => {};

agree.addEventListener("click", () => settle(true));
cancel.addEventListener("click", () => settle(false));
dialog.addEventListener("close", () => {
  // The event comes after the fact; the next question may be open when it does.
  if (!dialog.open) {
    settle(false);
  }
});
dialog.addEventListener("mousedown", event => {
  // Nor must that second click take the focus from Cancel.
  if (agree.disabled) {
    event.preventDefault();
  }
});

/**
 * Asks before something that can't be undone, and returns whether the person agreed.
 * Cancel has the focus and is what Enter and Escape mean.
 */
export function ask(question) {
  settle(false);
  byId("confirm-heading").textContent = question.heading;
  byId("confirm-text").textContent = question.text;
  cancel.textContent = question.cancel ?? "Cancel";
  agree.textContent = question.action;
  agree.disabled = true;
  setTimeout(() => { agree.disabled = false; }, pause);
  dialog.showModal();
  cancel.focus();
  return new Promise(resolve => {
    settle = answer => {
      settle = () => {};
      dialog.close();
      resolve(answer);
    };
  });
}

/** Closes the question that is open, as if it was cancelled, because it no longer applies. */
export const withdraw = () => settle(false);

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
