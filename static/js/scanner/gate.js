// One scan from the code to the answer: decided here and now by what the phone knows, and sent to be kept.
// Only a refusal waits a moment for the server, which may know better: somebody has just paid at the desk.
import { NAMELESS, SENT_AWAY } from "./results.js";

const WAIT_MS = 1200;
const LONGEST_TEXT = 1000;

export class Gate {
  // `where` gives point and direction, `clock` the corrections of the phone's clock, `isOnline` whether to wait at all.
  constructor({ door, queue, result, badges, where, clock, isOnline, changed, late }) {
    Object.assign(this, { door, queue, result, badges, where, clock, isOnline, changed, late });
    this.awaited = null;
    // The last one let in here, to be taken back: { uid, name, person, slug, at }.
    this.last = null;
    // What was told of the scans that the server has not answered for.
    this.told = new Map();
  }

  async take({ text = "", person = null }) {
    const begun = performance.now();
    const { slug, direction } = this.where();
    const uid = crypto.randomUUID();
    const now = Date.now();
    const at = now + this.clock();
    const badge = text ? await this.badges().read(text) : null;
    const outcome = { ...this.door.decide({ badge, person, slug, direction, at }), uid, scanned_at: at, begun };
    if (outcome.result === "refused") {
      this.result.show(outcome);
      return;
    }
    const asks = this.isOnline() && (SENT_AWAY.has(outcome.result) || NAMELESS.has(outcome.result));
    if (outcome.result === "accepted") this.#letIn(outcome, slug, at);
    this.told.set(uid, outcome);
    const made = { uid, point: slug, scanned_at: new Date(now).toISOString(), direction: outcome.direction ?? "in" };
    const who = person ? { person: person.key } : { text: text.slice(0, LONGEST_TEXT) };
    const kept = this.queue.add({ ...made, ...who, told: asks ? "" : outcome.result, who: outcome.person?.id ?? null });
    if (asks) this.#wait(outcome);
    else this.result.show(outcome);
    this.changed();
    await kept;
  }

  #letIn(outcome, slug, at) {
    const person = outcome.person?.id ?? null;
    const move = { person, slug, at, direction: outcome.direction, sent: false };
    if (person !== null) this.door.note(outcome.uid, move);
    this.last = { uid: outcome.uid, name: outcome.person?.name ?? "", ...move };
  }

  #wait(outcome) {
    this.awaited = outcome.uid;
    setTimeout(() => {
      if (this.awaited !== outcome.uid) return;
      this.awaited = null;
      this.queue.amend(outcome.uid, { told: outcome.result });
      this.result.show(outcome);
    }, WAIT_MS);
  }

  // The server's word on a scan.
  hear(answer) {
    const told = this.told.get(answer.uid);
    this.told.delete(answer.uid);
    if (answer.result === "accepted") this.door.markSent(answer.uid);
    else this.door.drop(answer.uid);
    if (this.awaited === answer.uid) {
      this.awaited = null;
      this.#show(answer, told);
    } else if (!told || told.result === answer.result) {
      return;
    } else if (this.result.shown && this.result.uid === answer.uid) {
      this.#show(answer, told);
    } else if (told.result === "accepted") {
      this.late(answer);
    } else if (answer.result === "accepted") {
      // They were sent away before the answer came.
      this.#takeBack(answer.uid);
    }
    this.changed();
  }

  #show(answer, told) {
    const { labels = [], diet = "", handsOut = "", begun } = told ?? {};
    const scanned = answer.scanned_at ? Date.parse(answer.scanned_at) : told?.scanned_at;
    const first = answer.first ? { ...answer.first, at: Date.parse(answer.first.at) } : null;
    const person = answer.person ? { ...answer.person, id: told?.person?.id ?? null } : null;
    const outcome = { ...answer, person, first, scanned_at: scanned, labels, diet, handsOut, begun };
    if (answer.result === "accepted") {
      const { slug } = this.where();
      this.#letIn(outcome, slug, scanned);
      this.door.markSent(answer.uid);
    } else if (this.last?.uid === answer.uid) this.last = null;
    this.result.show(outcome);
  }

  // The last one let in comes out again. Gives the name, or null where there is nobody.
  undo() {
    const last = this.last;
    if (!last) return null;
    this.last = null;
    this.#takeBack(last.uid);
    if (last.person !== null) this.door.retract(last);
    this.changed();
    return last.name;
  }

  #takeBack(uid) {
    this.door.drop(uid);
    this.queue.add({ uid: crypto.randomUUID(), undo: uid, made_at: new Date().toISOString() });
  }
}
