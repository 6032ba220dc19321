// The answer to a scan: the whole screen in one colour, with a symbol, a name and words.
import { clock, day, fill } from "./words.js";
import { sound } from "./sound.js";

const STAYS_MS = { accepted: 2500 };
const STAYS_WITH_WARNING_MS = 5000;
const STAYS_LONGER_MS = 8000;
const LONG_WORD = 14;

export class Result {
  constructor(section, { words, language, done, undo }) {
    Object.assign(this, { section, words, language, done });
    this.timer = 0;
    this.since = 0;
    section.addEventListener("click", () => this.hide());
    section.querySelector("#undo-now").addEventListener("click", (event) => {
      event.stopPropagation();
      this.hide();
      undo();
    });
  }

  get shown() {
    return !this.section.hidden;
  }

  get uid() {
    return this.section.dataset.uid;
  }

  show(outcome) {
    clearTimeout(this.timer);
    const { result, person, warnings = [] } = outcome;
    const warns = result === "accepted" && warnings.length > 0;
    this.#write("verdict", this.#verdict(outcome));
    this.#write("name", person?.name ?? "");
    const longest = Math.max(...(person?.name ?? "").split(/[\s-]/).map((word) => word.length));
    this.section.querySelector('[data-part="name"]').toggleAttribute("data-long", longest > LONG_WORD);
    this.#write("institution", person?.institution ?? "");
    this.#write("variant", [person?.variant, ...(outcome.labels ?? [])].filter(Boolean).join(" · "));
    this.#write("hand-out", this.#handOut(outcome));
    this.#write("note", this.#note(outcome));
    for (const symbol of this.section.querySelectorAll("[data-symbol]")) symbol.hidden = symbol.dataset.symbol !== symbolOf(result, warns);
    this.section.querySelector("#undo-now").hidden = result !== "accepted";
    Object.assign(this.section.dataset, { result, uid: outcome.uid });
    this.section.toggleAttribute("data-warns", warns);
    this.section.hidden = false;
    this.since = performance.now();
    // How long it took from the decoded code to this screen; measured, never sent.
    if (outcome.begun) performance.measure("scan", { start: outcome.begun, end: this.since });
    this.section.focus({ preventScroll: true });
    sound(warns ? "warned" : result);
    const stays = warns ? STAYS_WITH_WARNING_MS : (STAYS_MS[result] ?? STAYS_LONGER_MS);
    this.timer = setTimeout(() => this.hide(), stays);
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

  #verdict({ result, direction }) {
    return result === "accepted" && direction === "out" ? this.words.goodbye : this.words[result];
  }

  #handOut({ result, direction, handsOut, diet }) {
    if (result !== "accepted" || direction === "out") return "";
    return [handsOut && fill(this.words.handOut, { what: handsOut }), diet && fill(this.words.diet, { diet })]
      .filter(Boolean)
      .join(" ");
  }

  #note({ result, first, scanned_at: scannedAt, warnings = [] }) {
    if (result === "accepted") return warnings.map((warning) => this.words[`warn_${warning}`]).join(" ");
    if (result !== "again" || !first) return this.words[`${result}Help`] ?? "";
    const told = { time: clock(first.at, this.language), day: day(first.at), point: first.point };
    const sameDay = scannedAt && day(scannedAt) === told.day;
    return fill(sameDay ? this.words.againAt : this.words.againOnDay, told);
  }
}

const symbolOf = (result, warns) => (warns ? "warned" : result);
