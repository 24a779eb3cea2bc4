import { getBackfill, startBackfill, stopBackfill } from "./api.js";
import { ask } from "./dialogs.js";
import { byId, refocus, showSentence } from "./dom.js";
import { count, money, number } from "./format.js";

/** Analyses all tracks that have no genres of their audio: how many, the price, start, progress and stop. */
export class Backfill {
  #place = byId("backfill");
  #sentence = byId("backfill-sentence");
  #progress = byId("backfill-progress");
  #start = byId("backfill-start");
  #stop = byId("backfill-stop");
  #error = byId("backfill-error");
  #heading = byId("library-heading");
  #began;
  #library = null;
  #canStart = false;
  #state = { state: "idle" };

  /** `began()` is called after a start or a stop. */
  constructor(began) {
    this.#began = began;
    this.#start.addEventListener("click", () => void this.#confirm());
    this.#stop.addEventListener("click", () => void this.#run(stopBackfill));
  }

  get isRunning() {
    return this.#state.state !== "idle";
  }

  /** Reads the state, which `show` shows. */
  async load() {
    try {
      this.#state = await getBackfill();
    } catch {
      // The next look asks again.
    }
  }

  show(library, canStart) {
    const focused = this.#place.contains(document.activeElement) ? document.activeElement : null;
    this.#library = library;
    this.#canStart = canStart;
    this.#show();
    if (focused !== null) {
      refocus(focused, this.#heading);
    }
  }

  async #confirm() {
    const { to_do: toDo, estimated_cost: price } = this.#library;
    const agreed = await ask({
      heading: `Analyse ${count(toDo, "track")}?`,
      text: price === null
        ? "If you stop it, analyses that have started are finished."
        : `This costs about ${money(price)}. If you stop it, analyses that have started are finished and charged.`,
      action: "Start",
    });
    if (agreed) {
      await this.#run(startBackfill);
    }
  }

  async #run(request) {
    showSentence(this.#error, null);
    this.#start.disabled = true;
    this.#stop.disabled = true;
    try {
      this.#state = await request();
    } catch (error) {
      showSentence(this.#error, error.message);
    }
    this.#start.disabled = false;
    this.#stop.disabled = false;
    this.#show();
    refocus(this.#start.hidden ? this.#stop : this.#start, this.#heading);
    this.#began();
  }

  #show() {
    const toDo = this.#library?.to_do ?? 0;
    const running = this.isRunning;
    this.#place.hidden = !running && toDo === 0 && !this.#state.message;
    this.#start.hidden = running || toDo === 0 || !this.#canStart;
    this.#stop.hidden = this.#state.state !== "running";
    this.#progress.hidden = !running;
    if (running) {
      this.#progress.max = Math.max(1, this.#state.total);
      this.#progress.value = this.#state.done;
    }
    this.#start.textContent = `Analyse ${count(toDo, "track")}`;
    this.#sentence.textContent = running ? this.#runningSentence() : this.#idleSentence(toDo);
  }

  #runningSentence() {
    const { state, done, total, failed, cost } = this.#state;
    if (total === 0) {
      return state === "stopping" ? "Stopping…" : "Looking for tracks…";
    }
    const parts = [`${number(done)} of ${count(total, "track")} analysed`];
    if (failed > 0) {
      parts.push(`${number(failed)} failed`);
    }
    if (cost) {
      parts.push(money(cost));
    }
    return state === "stopping" ? `Stopping: ${parts.join(", ")}.` : `${parts.join(", ")}.`;
  }

  #idleSentence(toDo) {
    const price = this.#library?.estimated_cost ?? null;
    const about = price === null ? "" : `, for about ${money(price)}`;
    const tracks = count(toDo, "track");
    const rest = this.#canStart ? `${tracks} can be analysed${about}.` : `${tracks} not analysed.`;
    return [this.#state.message, toDo === 0 ? "" : rest].filter(Boolean).join(" ");
  }
}
