import { byId } from "./dom.js";

const sorts = ["newest", "title", "artist"];
const pauseInScrolling = 150;
const filters = ["q", "tag", "state", "genre", "auto_tagged"];

/** Reads what the list shows from the address: "#/?q=low+tide&sort=title". */
export function viewIn(hash) {
  const parameters = new URLSearchParams(hash.startsWith("#/?") ? hash.slice(3) : "");
  const view = { sort: sorts.includes(parameters.get("sort")) ? parameters.get("sort") : sorts[0] };
  for (const name of filters) {
    const value = parameters.get(name)?.trim();
    if (value) {
      view[name] = value;
    }
  }
  return view;
}

/** Returns the address of a view, for links. */
export function addressOf(view) {
  const parameters = parametersOf(view);
  if (view.sort === sorts[0]) {
    parameters.delete("sort");
  }
  return parameters.size === 0 ? "#/" : `#/?${parameters}`;
}

/** Returns the query parameters of a view, as the server takes them. */
export function parametersOf(view) {
  const parameters = new URLSearchParams({ sort: view.sort });
  for (const name of filters.filter(name => view[name])) {
    parameters.set(name, view[name]);
  }
  return parameters;
}

export const filtersOf = view => filters.filter(name => view[name]);

/** Returns the view with one filter and the same order. */
export const only = (view, name, value) => ({ sort: view.sort, [name]: value });

export const without = (view, name) => ({ ...view, [name]: undefined });

/**
 * Shows the view that the address holds, also when it changes. Each entry of the history remembers how many tracks it
 * showed and where the page stood, so that Back finds them again. Returns a promise of the first list, and a function
 * that goes to another address.
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

  const go = (address, replaces) => {
    if (replaces) {
      history.replaceState(null, "", address);
    } else {
      keep();
      history.pushState(null, "", address);
    }
    return show(viewIn(location.hash));
  };
  return { first: restore(), go };
}
