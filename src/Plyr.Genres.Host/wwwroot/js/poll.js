/**
 * Looks at the server repeatedly, one look at a time; `look` returns the milliseconds until the next one.
 * While the page is hidden it doesn't look.
 */
export class Poll {
  #look;
  #timer = null;
  #looking = false;
  #again = false;

  constructor(look) {
    this.#look = look;
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        this.now();
      }
    });
  }

  /** Looks at once, or once more after the look that has begun. */
  now() {
    if (this.#looking) {
      this.#again = true;
      return;
    }
    void this.#run();
  }

  async #run() {
    clearTimeout(this.#timer);
    this.#looking = true;
    let delay;
    do {
      this.#again = false;
      delay = await this.#look();
    } while (this.#again);
    this.#looking = false;
    this.#timer = setTimeout(() => {
      if (!document.hidden) {
        this.now();
      }
    }, delay);
  }
}
