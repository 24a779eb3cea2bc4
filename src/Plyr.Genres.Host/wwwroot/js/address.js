const sorts = ["newest", "title", "artist"];
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
