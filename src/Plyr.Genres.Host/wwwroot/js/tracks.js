import { filtersOf, parametersOf } from "./address.js";
import { ConditionalRead, listTracks, maxPageSize, pageSize, tracksPath } from "./api.js";
import { byId, element, showSentence } from "./dom.js";
import { TrackRow } from "./track-row.js";

const firstRows = 12;
const pauseAfterFirstRows = 200;

/** The list of the tracks of a view, page by page. */
export class TrackList {
  #heading = byId("tracks-heading");
  #error = byId("tracks-error");
  #list = byId("track-list");
  #more = byId("load-more");
  #rows = new Map();
  #first = new ConditionalRead();
  #pending = new ConditionalRead();
  #context;
  #counted;
  #view = null;
  #next = null;
  #isFormer = false;
  #loadFailed = false;
  #abort = new AbortController();

  /** `context`: what a row needs; counted(total, isFiltered) receives the number of tracks of the view, or null. */
  constructor(context, counted) {
    this.#context = { ...context, view: () => this.#view };
    this.#counted = counted;
    this.#more.addEventListener("click", () => void this.#loadMore());
    context.player.addEventListener("change", () => this.#rows.forEach(row => row.showPlaying()));
  }

  /** How many tracks are listed. */
  get shown() {
    return this.#rows.size;
  }

  get hasPending() {
    return this.#pendingIds([]).length > 0;
  }

  /** Shows a view with at least so many of its tracks. The rows of the former view stay until then. */
  async show(view, atLeast = pageSize) {
    const signal = this.#begin();
    this.#view = view;
    // The rows and the cursor belong to the former view.
    this.#isFormer = true;
    this.#next = null;
    this.#more.hidden = true;
    this.#list.setAttribute("aria-busy", "true");
    try {
      const tracks = [];
      let page = { next: null };
      let asked = 0;
      do {
        const take = Math.min(Math.max(atLeast - asked, pageSize), maxPageSize);
        page = await listTracks(parametersOf(view), take, page.next, signal);
        signal.throwIfAborted();
        tracks.push(...page.tracks);
        asked += take;
      } while (page.next !== null && asked < atLeast);
      // The first rows fill a screen, and are painted before the rest follows.
      const split = this.#rows.size === 0 ? firstRows : tracks.length;
      this.#rows.clear();
      this.#isFormer = false;
      this.#list.replaceChildren(...tracks.slice(0, split).map(track => this.#row(track).node));
      this.#count(page.total ?? tracks.length);
      if (split < tracks.length) {
        this.#list.removeAttribute("aria-busy");
        await new Promise(resolve => setTimeout(resolve, pauseAfterFirstRows));
        signal.throwIfAborted();
        this.#append(tracks.slice(split));
      }
      this.#showPage(page);
    } catch (error) {
      this.#offerRetry(signal, error, () => void this.show(view, atLeast));
    } finally {
      if (!signal.aborted) {
        this.#list.removeAttribute("aria-busy");
      }
    }
  }

  /** Reads the beginning of the list again: what other clients added, changed or deleted. */
  async refresh() {
    const { signal } = this.#abort;
    if (this.#view === null || this.#list.hasAttribute("aria-busy")) {
      return;
    }
    const take = Math.min(Math.max(this.#rows.size, pageSize), maxPageSize);
    const page = await this.#quietly(() => this.#first.read(tracksPath(parametersOf(this.#view), take), signal));
    if (page !== null && !signal.aborted) {
      this.#recover();
      this.#reconcile(page, take);
    }
  }

  /** Reads the tracks again whose analysis has not ended, and those with these ids. */
  async follow(ids) {
    const asked = this.#pendingIds(ids).slice(0, maxPageSize);
    if (asked.length === 0) {
      return [];
    }
    const answer = await this.#quietly(() => this.#pending.read(`/tracks?ids=${asked.join(",")}`));
    answer?.tracks.forEach(track => this.update(track));
    return answer?.tracks ?? [];
  }

  focusHeading() {
    this.#heading.focus();
  }

  update(track) {
    this.#rows.get(track.id)?.update(track);
  }

  /** Shows a change of this page. The next reads return the track even if it is again as it was before the change. */
  change(track) {
    this.#first.reset();
    this.#pending.reset();
    this.update(track);
  }

  /** Shows all rows again after it changed whether tracks can be analysed. */
  showActions() {
    this.#rows.forEach(row => row.showLine());
  }

  remove(id) {
    this.#rows.get(id)?.node.remove();
    this.#rows.delete(id);
    this.focusHeading();
  }

  fail(sentence) {
    this.#loadFailed = false;
    showSentence(this.#error, sentence);
  }

  async #loadMore() {
    const signal = this.#begin();
    const before = this.#list.children.length;
    this.#more.disabled = true;
    try {
      const page = await listTracks(parametersOf(this.#view), pageSize, this.#next, signal);
      signal.throwIfAborted();
      this.#append(page.tracks);
      this.#showPage(page);
      this.#list.children[before]?.querySelector("button").focus();
    } catch (error) {
      this.#offerRetry(signal, error, () => void this.#loadMore());
    } finally {
      this.#more.disabled = false;
    }
  }

  /** Ends what is being loaded. */
  #begin() {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#first.reset();
    this.fail(null);
    return this.#abort.signal;
  }

  /** Removes what a failed load left: its error, and the rows of the former view. */
  #recover() {
    const hadFocus = this.#loadFailed && this.#error.contains(document.activeElement)
      || this.#isFormer && this.#list.contains(document.activeElement);
    if (this.#loadFailed) {
      this.fail(null);
    }
    if (this.#isFormer) {
      this.#isFormer = false;
      this.#rows.clear();
      this.#list.replaceChildren();
    }
    if (hadFocus) {
      this.focusHeading();
    }
  }

  #reconcile(page, take) {
    let hadFocus = false;
    const ids = new Set(page.tracks.map(track => track.id));
    // Only where the answer covers the whole list, what is missing in it is gone.
    if (page.next === null || this.#rows.size <= take) {
      for (const [id, row] of this.#rows) {
        if (!ids.has(id)) {
          hadFocus ||= row.node.contains(document.activeElement);
          row.node.remove();
          this.#rows.delete(id);
        }
      }
      this.#next = page.next;
    }
    page.tracks.forEach((track, index) => {
      this.update(track);
      const { node } = this.#rows.get(track.id) ?? this.#row(track);
      const there = this.#list.children[index] ?? null;
      if (there !== node) {
        // A node that is moved loses the focus.
        const focused = node.contains(document.activeElement) ? document.activeElement : null;
        this.#list.insertBefore(node, there);
        focused?.focus({ preventScroll: true });
      }
    });
    if (hadFocus) {
      this.focusHeading();
    }
    this.#showPage({ total: page.total, next: this.#next });
  }

  #showPage({ total, next }) {
    this.#next = next;
    this.#more.hidden = next === null;
    this.#count(total ?? this.#rows.size);
  }

  #count(total) {
    this.#counted(total, filtersOf(this.#view).length > 0);
  }

  /** Appends those that are not listed yet. */
  #append(tracks) {
    const added = tracks.filter(track => !this.#rows.has(track.id));
    this.#list.append(...added.map(track => this.#row(track).node));
  }

  #row(track) {
    const row = new TrackRow(track, this.#context);
    this.#rows.set(track.id, row);
    return row;
  }

  #pendingIds(ids) {
    const rows = [...this.#rows.values()].filter(({ track }) => track.classification === "pending");
    return [...new Set([...ids, ...rows.map(({ track }) => track.id)])];
  }

  /** What fails in the background is tried again with the next look. */
  async #quietly(read) {
    try {
      return await read();
    } catch {
      return null;
    }
  }

  #offerRetry(signal, error, again) {
    if (signal.aborted) {
      return;
    }
    const retry = element("button",
      { type: "button", class: "button button-small", "data-testid": "retry" }, "Try again");
    retry.addEventListener("click", () => {
      // The button is removed when the list is loaded again.
      this.#heading.focus({ preventScroll: true });
      again();
    });
    this.#counted(null, false);
    showSentence(this.#error, error.message);
    this.#error.append(retry);
    this.#loadFailed = true;
  }
}
