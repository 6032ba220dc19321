// What stands around the picture: where the phone scans, how many are in, and how it is with the network.
import * as store from "./store.js";
import { clock, fill } from "./words.js";

const element = (id) => document.getElementById(id);

export class Screen {
  constructor({ words, language, door }) {
    Object.assign(this, { words, language, door });
    this.online = navigator.onLine;
    this.waiting = 0;
    // One line for each thing that is not as it should be; an empty text takes its line away.
    this.notes = new Map();
  }

  say(about, text) {
    this.notes.set(about, text);
    element("scan-say").textContent = [...this.notes.values()].filter(Boolean).join(" ");
  }

  get slug() {
    return element("scan-point").value;
  }

  get direction() {
    return element("direction").getAttribute("aria-pressed") === "true" ? "out" : "in";
  }

  drawPoints() {
    const select = element("scan-point");
    const { points } = this.door;
    const chosen = points.find((point) => point.slug === store.point())?.slug ?? points[0]?.slug;
    const drawn = [...select.options].map((option) => `${option.value} ${option.text}`).join();
    if (drawn !== points.map((point) => `${point.slug} ${point.name}`).join()) {
      select.replaceChildren(...points.map(({ name, slug }) => new Option(name, slug, false, slug === chosen)));
    }
    this.drawPoint();
  }

  drawPoint() {
    const point = this.door.point(this.slug);
    element("direction").hidden = !point?.leaving;
    if (!point?.leaving) element("direction").setAttribute("aria-pressed", "false");
    element("direction-words").textContent = this.direction === "out" ? this.words.goingOut : this.words.comingIn;
    this.drawCount();
  }

  drawCount() {
    const counted = this.door.count(this.slug, this.#now());
    element("scan-count").textContent = counted ? fill(this.words.present, counted) : "";
  }

  #now() {
    return Date.now() + store.offset() + (this.door.conference?.shift ?? 0);
  }

  drawState({ online = this.online, waiting = this.waiting } = {}) {
    Object.assign(this, { online, waiting });
    const status = element("scan-status");
    status.dataset.state = online ? "online" : "offline";
    for (const icon of status.querySelectorAll("[data-icon]")) icon.toggleAttribute("hidden", icon.dataset.icon !== status.dataset.state);
    const queue = waiting ? fill(this.words.waitingCount, { count: waiting }) : "";
    const at = store.synced();
    const synced = at ? fill(this.words.syncedAt, { time: clock(at, this.language) }) : this.words.neverSynced;
    const words = [online ? this.words.online : this.words.goesOn, queue, synced];
    element("scan-status-words").textContent = words.filter(Boolean).join(" · ");
    element("phone-queue").textContent = queue || this.words.sent;
  }

  offerUndo(last) {
    element("undo").disabled = !last;
  }
}
