import { viewIn } from "./address.js";
import { byId } from "./dom.js";

const pauseInScrolling = 150;

/**
 * Shows the view that the address holds, also when it changes. Each entry of the history remembers how many tracks it
 * showed and where the page stood, so that Back finds them again. Returns a function that goes to another address.
 */
export function startRouting(show, shown) {
  const heading = byId("tracks-heading");
  let timer = null;
  const keep = () => {
    clearTimeout(timer);
    history.replaceState({ shown: shown(), top: scrollY }, "");
  };
  const restore = async () => {
    clearTimeout(timer);
    const kept = history.state;
    await show(viewIn(location.hash), kept?.shown);
    if (kept !== null) {
      scrollTo(0, kept.top);
    }
  };

  history.scrollRestoration = "manual";
  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, pauseInScrolling);
  }, { passive: true });
  // Before a link leaves the entry.
  document.addEventListener("click", event => {
    if (event.target.closest("a[href^='#/']") !== null) {
      keep();
    }
  }, { capture: true });
  // Its fragment is a place on the page, not a view.
  document.querySelector(".skip-link").addEventListener("click", event => {
    event.preventDefault();
    heading.focus();
  });
  window.addEventListener("hashchange", () => {
    if (history.state === null) {
      heading.focus();
    }
    void restore();
  });
  void restore();

  return (address, replaces) => {
    if (replaces) {
      history.replaceState(null, "", address);
    } else {
      keep();
      history.pushState(null, "", address);
    }
    return show(viewIn(location.hash));
  };
}
