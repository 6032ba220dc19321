// Scans leave from here, each until the server has answered for it. A reload, a kill or a lost signal loses none: they
// are in the phone's database before they are sent, and the server knows a repeat by its identifier.
import { NoNetwork, NotPaired, Refused } from "./api.js";
import { Backoff } from "./backoff.js";

const AT_ONCE = 500;
// What the server is told of a scan; the rest is for this phone.
const SENT = ["uid", "point", "scanned_at", "text", "person", "direction", "told"];

export class Queue {
  // `told` gets each outcome; `changed` the number of scans that wait; `reached` whether the server answered;
  // `unpaired` is called when the token is dead.
  constructor(api, store, { address, version, told, changed, reached, unpaired }) {
    Object.assign(this, { api, store, address, version, told, changed, reached, unpaired });
    this.waiting = [];
    this.number = 0;
    this.sending = null;
    this.backoff = new Backoff(() => this.send());
  }

  async load() {
    this.waiting = await this.store.queue(this.address);
    this.number = this.waiting.at(-1)?.number ?? 0;
    this.changed(this.length);
  }

  get length() {
    return this.waiting.length;
  }

  has(uid) {
    return this.waiting.some((item) => item.uid === uid);
  }

  // Resolves once the scan is kept; it is sent meanwhile. A taken back scan is { undo: uid, made_at }.
  async add(made) {
    this.number += 1;
    const item = { ...made, address: this.address, number: this.number };
    this.waiting.push(item);
    this.changed(this.length);
    const kept = this.store.put([item]);
    this.send();
    await kept;
  }

  // What was not known when the scan was made.
  async amend(uid, changes) {
    const item = this.waiting.find((one) => one.uid === uid);
    if (!item) return;
    Object.assign(item, changes);
    await this.store.put([item]);
  }

  // One sending at a time; a scan that comes meanwhile goes with the next.
  send() {
    this.sending ??= this.#empty().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async #empty() {
    this.backoff.stop();
    let size = AT_ONCE;
    while (this.waiting.length) {
      const batch = this.waiting.slice(0, size);
      try {
        const answer = await this.api.ask("scans", this.#body(batch));
        this.backoff.reset();
        this.reached(true);
        await this.#settle(batch, answer);
        if (document.visibilityState === "hidden" && !navigator.onLine) return;
      } catch (error) {
        if (error instanceof Refused && batch.length > 1) {
          // One bad scan must not hold up the rest: find it by sending fewer.
          size = Math.max(1, Math.floor(batch.length / 10));
        } else if (error instanceof Refused) {
          await this.#settle(batch, { outcomes: [{ uid: batch[0].uid, result: "refused" }], undone: [] });
        } else if (error instanceof NotPaired) {
          this.unpaired(error.wipe);
          return;
        } else if (error instanceof NoNetwork) {
          this.reached(false);
          this.backoff.again();
          return;
        } else {
          throw error;
        }
      }
    }
  }

  #body(batch) {
    const scans = batch.filter((item) => !item.undo);
    return {
      scans: scans.map((item) => Object.fromEntries(SENT.filter((name) => item[name]).map((name) => [name, item[name]]))),
      undos: batch.filter((item) => item.undo).map(({ undo, made_at }) => ({ uid: undo, made_at })),
      now: new Date().toISOString(),
      queue: this.length - batch.length,
      version: this.version,
    };
  }

  async #settle(batch, { outcomes, undone }) {
    const answered = new Set(batch.filter((item) => !item.undo).map((item) => item.uid));
    const known = new Set(undone);
    for (const { uid, undo } of batch.filter((item) => item.undo)) {
      // What the server does not know and this phone does not hold was refused: there is nothing to take back.
      if (known.has(undo) || answered.has(undo) || !this.has(undo)) answered.add(uid);
    }
    this.waiting = this.waiting.filter((item) => !answered.has(item.uid));
    await this.store.drop([...answered]);
    this.changed(this.length);
    for (const outcome of outcomes) this.told(outcome);
  }
}
