// Scans leave from here, each until the server has answered for it. A reload or a lost signal loses none:
// the server knows a repeat by its identifier.
import { NoNetwork, NotPaired, Refused } from "./api.js";
import * as store from "./store.js";

const AT_ONCE = 100;
const PAUSE_MS = 4000;

export class Queue {
  // `told` gets each outcome; `changed` the number of scans that wait; `unpaired` is called when the token is dead.
  constructor(api, { told, changed, unpaired }) {
    this.api = api;
    this.told = told;
    this.changed = changed;
    this.unpaired = unpaired;
    this.waiting = store.queue();
    this.sending = null;
    this.timer = 0;
    addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
  }

  get length() {
    return this.waiting.length;
  }

  add(scan) {
    this.#keep([...this.waiting, scan]);
    return this.send();
  }

  // One sending at a time; a scan that comes meanwhile goes with the next.
  send() {
    this.sending ??= this.#empty().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async #empty() {
    clearTimeout(this.timer);
    let size = AT_ONCE;
    while (this.waiting.length) {
      const batch = this.waiting.slice(0, size);
      try {
        const { outcomes } = await this.api.ask("scans", { scans: batch });
        this.#settle(batch, outcomes);
      } catch (error) {
        if (error instanceof Refused && batch.length > 1) {
          // One bad scan must not hold up the rest: find it by sending them one at a time.
          size = 1;
        } else if (error instanceof Refused) {
          this.#settle(batch, [{ uid: batch[0].uid, result: "refused", person: null, first: null }]);
        } else if (error instanceof NotPaired) {
          this.unpaired();
          return;
        } else if (error instanceof NoNetwork) {
          this.timer = setTimeout(() => this.send(), PAUSE_MS);
          return;
        } else {
          throw error;
        }
      }
    }
  }

  #settle(batch, outcomes) {
    const answered = new Set(batch.map((scan) => scan.uid));
    this.#keep(this.waiting.filter((scan) => !answered.has(scan.uid)));
    for (const outcome of outcomes) this.told(outcome);
  }

  #keep(scans) {
    this.waiting = scans;
    store.keepQueue(scans);
    this.changed(scans.length);
  }
}
