// Keeps what the door must know up to date: all of it the first time, then only the parts that changed.
import { NotPaired } from "./api.js";
import { Backoff } from "./backoff.js";
import * as store from "./store.js";

const EVERY_MS = 20000;

export class Sync {
  constructor(api, database, door, { version, waiting, changed, reached, unpaired }) {
    Object.assign(this, { api, database, door, version, waiting, changed, reached, unpaired });
    this.running = null;
    this.backoff = new Backoff(() => this.refresh());
    setInterval(() => document.hidden || this.refresh(), EVERY_MS);
  }

  refresh() {
    this.running ??= this.#refresh().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async #refresh() {
    this.backoff.stop();
    const sent = this.door.sent();
    const begun = Date.now();
    try {
      const body = { have: this.door.held, now: new Date(begun).toISOString(), queue: this.waiting(), version: this.version };
      const answer = await this.api.ask("data", body);
      const middle = (begun + Date.now()) / 2;
      store.keepOffset(Math.round(Date.parse(answer.now) - middle));
      store.keepSynced(Date.now());
      // They are among the moves by now, if they count.
      for (const uid of sent) this.door.drop(uid);
      this.door.take(answer.parts, answer.gone);
      this.backoff.reset();
      this.reached(true);
      this.changed();
      await this.database.keepParts(answer.parts, answer.gone);
    } catch (error) {
      if (error instanceof NotPaired) {
        this.unpaired(error.wipe);
        return;
      }
      this.reached(false);
      this.backoff.again();
    }
  }
}
