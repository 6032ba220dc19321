// Tries again by itself: soon at first, then more seldom, and at once when the phone says that it has a network.
const FIRST_MS = 1500;
const LONGEST_MS = 30000;
const GROWTH = 1.7;

export class Backoff {
  constructor(work) {
    this.work = work;
    this.pause = FIRST_MS;
    this.timer = 0;
    addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => document.hidden || this.#now());
  }

  #now() {
    this.pause = FIRST_MS;
    this.stop();
    this.work();
  }

  again() {
    this.stop();
    // Phones that lost the same network do not all come back in the same moment.
    this.timer = setTimeout(this.work, this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * GROWTH, LONGEST_MS);
  }

  reset() {
    this.pause = FIRST_MS;
  }

  stop() {
    clearTimeout(this.timer);
  }
}
