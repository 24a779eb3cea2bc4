import { byId } from "./dom.js";

// Longer than the pause within a double click, so that its second click answers nothing.
const pause = 400;

/**
 * Asks before something that can't be undone, and returns whether the person agreed.
 * Cancel has the focus and is what Enter, Escape and a click beside the dialog mean.
 */
export function ask({ heading, text, action, cancel = "Cancel" }) {
  const dialog = byId("confirm-dialog");
  const agree = byId("confirm-agree");
  byId("confirm-heading").textContent = heading;
  byId("confirm-text").textContent = text;
  byId("confirm-cancel").textContent = cancel;
  agree.textContent = action;
  agree.disabled = true;
  setTimeout(() => { agree.disabled = false; }, pause);
  // The second click of a double click must not take the focus from Cancel either.
  dialog.onmousedown = event => {
    if (agree.disabled) {
      event.preventDefault();
    }
  };
  dialog.returnValue = "";
  dialog.showModal();
  byId("confirm-cancel").focus();
  return new Promise(resolve => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "agree"), { once: true });
  });
}

/** Calls `close` for a click on a dialog's backdrop. */
export function onBackdrop(dialog, close) {
  dialog.addEventListener("pointerdown", event => {
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target === dialog && !inside) {
      event.preventDefault();
      close();
    }
  });
}
