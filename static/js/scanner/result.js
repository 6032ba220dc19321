// The answer to a scan: the whole screen in one colour, with a symbol, a name and words.
import { clock, day, fill } from "./words.js";
import { sound } from "./sound.js";

const STAYS_MS = { accepted: 2500, offline: 3500 };
const STAYS_LONGER_MS = 8000;
const LONG_WORD = 14;

export class Result {
  constructor(section, { words, language, done }) {
    this.section = section;
    this.words = words;
    this.language = language;
    this.done = done;
    this.timer = 0;
    section.addEventListener("click", () => this.hide());
  }

  get shown() {
    return !this.section.hidden;
  }

  show(outcome) {
    clearTimeout(this.timer);
    const { result, person } = outcome;
    this.#write("verdict", this.words[result]);
    this.#write("name", person?.name ?? "");
    const longest = Math.max(...(person?.name ?? "").split(/[\s-]/).map((word) => word.length));
    this.section.querySelector('[data-part="name"]').toggleAttribute("data-long", longest > LONG_WORD);
    this.#write("institution", person?.institution ?? "");
    this.#write("variant", person?.variant ?? "");
    this.#write("note", this.#note(outcome));
    for (const symbol of this.section.querySelectorAll("[data-symbol]")) symbol.hidden = symbol.dataset.symbol !== result;
    this.section.dataset.result = result;
    this.section.dataset.uid = outcome.uid;
    this.section.hidden = false;
    this.section.focus({ preventScroll: true });
    sound(result);
    this.timer = setTimeout(() => this.hide(), STAYS_MS[result] ?? STAYS_LONGER_MS);
  }

  hide() {
    if (!this.shown) return;
    clearTimeout(this.timer);
    this.section.hidden = true;
    this.done();
  }

  #write(part, text) {
    this.section.querySelector(`[data-part="${part}"]`).textContent = text;
  }

  #note({ result, first, scanned_at: scannedAt }) {
    if (result !== "again" || !first) return this.words[`${result}Help`] ?? "";
    const at = new Date(first.at);
    const told = { time: clock(at, this.language), day: day(at), point: first.point };
    const sameDay = scannedAt && day(new Date(scannedAt)) === told.day;
    return fill(sameDay ? this.words.againAt : this.words.againOnDay, told);
  }
}
