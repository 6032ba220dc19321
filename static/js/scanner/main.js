// Puts the scanner together: camera or keys in, one full-screen answer, and a queue that empties itself.
import { Api, NotPaired } from "./api.js";
import { BadgeReader } from "./badge.js";
import { Camera } from "./camera.js";
import { Door } from "./door.js";
import { Gate } from "./gate.js";
import { Queue } from "./queue.js";
import { Reader } from "./reader.js";
import { Result } from "./result.js";
import { Screen } from "./screen.js";
import { Search } from "./search.js";
import * as store from "./store.js";
import { Sync } from "./sync.js";
import { listen } from "./wedge.js";
import { fill } from "./words.js";

const SAME_CODE_MS = 3000;
// An answer stays so long at least before the next badge takes its place.
const SHORTEST_ANSWER_MS = 700;
const CLOCK_MINUTES = 5;
const MINUTE_MS = 60000;
const READ_IT_MS = 2500;
const PAIR = "#pair=";

const setup = JSON.parse(document.getElementById("setup").textContent);
const { words, language, version } = setup;
const element = (id) => document.getElementById(id);
const frame = element("content");

async function start() {
  navigator.serviceWorker?.register(setup.worker).catch(() => {});
  const database = await open();
  if (!database) return;
  const pairing = (await pairByCode(database)) ?? store.pairing();
  if (pairing) await begin(pairing, database);
  else if (navigator.onLine) location.replace(setup.pair);
  else element("scan-say").textContent = words.pairOnline;
}

async function open() {
  try {
    return await store.Store.open();
  } catch {
    element("scan-say").textContent = words.keepsNothing;
    return null;
  }
}

// The panel's code opened this page: the phone is paired by it, and asks nobody to log in.
async function pairByCode(database) {
  if (!location.hash.startsWith(PAIR)) return null;
  const code = location.hash.slice(PAIR.length);
  history.replaceState(null, "", location.pathname);
  try {
    const given = await new Api(setup.api, "").ask("pair", { code });
    if (store.pairing()?.address !== given.address) await database.forget();
    store.keepPairing(given);
    return given;
  } catch (error) {
    element("scan-say").textContent = error instanceof NotPaired ? words.pairCodeOld : words.pairFailed;
    await new Promise((resume) => setTimeout(resume, READ_IT_MS));
    return null;
  }
}

async function begin(pairing, database) {
  const api = new Api(setup.api, pairing.token);
  const door = new Door();
  const screen = new Screen({ words, language, door });
  let badges = await BadgeReader.of("");
  const unpaired = (wipe) => leave(database, wipe, wipe ? words.revoked : words.ended);
  const reached = (online) => screen.drawState({ online });
  const queue = new Queue(api, database, {
    address: pairing.address,
    version,
    told: (outcome) => gate.hear(outcome),
    changed: (waiting) => screen.drawState({ waiting }),
    reached,
    unpaired,
  });
  const result = new Result(element("scan-result"), {
    words,
    language,
    undo: () => undo(gate, screen),
    done: () => {
      frame.dataset.state = "ready";
    },
  });
  const gate = new Gate({
    door,
    queue,
    result,
    badges: () => badges,
    where: () => ({ slug: screen.slug, direction: screen.direction }),
    clock: () => store.offset() + (door.conference?.shift ?? 0),
    isOnline: () => screen.online && navigator.onLine,
    changed: () => requestAnimationFrame(() => drawAfterScan(gate, screen)),
    late: ({ result: came, person }) => screen.say("late", fill(words.checkedLater, { name: person?.name ?? "?", verdict: words[came] })),
  });
  const changed = async () => {
    screen.say("data", door.isEmpty ? words.loading : "");
    if (door.conference) badges = await BadgeReader.of(door.conference.key);
    warnOfClock(screen);
    screen.drawPoints();
    screen.drawState();
  };
  door.take(await database.parts());
  await queue.load();
  for (const made of queue.waiting) layOver(door, made);
  await changed();
  const sync = new Sync(api, database, door, { version, waiting: () => queue.length, changed, reached, unpaired });
  element("phone-name").textContent = pairing.device;
  element("phone-conference").textContent = pairing.conference;
  wire({ api, database, door, gate, queue, screen });
  endInTime(database, door);
  stayAwake();
  sync.refresh();
  queue.send();
  look((text) => seen(text, gate, result, door));
}

// What waits to be sent was let in by this phone, whatever the server's data say.
function layOver(door, { uid, told, who, point, scanned_at: scannedAt, direction }) {
  if (told !== "accepted" || who === null) return;
  const at = Date.parse(scannedAt) + store.offset() + (door.conference?.shift ?? 0);
  door.note(uid, { person: who, slug: point, at, direction, sent: false });
}

function drawAfterScan(gate, screen) {
  screen.drawCount();
  screen.offerUndo(gate.last);
}

function warnOfClock(screen) {
  const minutes = Math.round(Math.abs(store.offset()) / MINUTE_MS);
  screen.say("clock", minutes >= CLOCK_MINUTES ? fill(words.clockWrong, { minutes }) : "");
}

let lastText = "";
let lastSeen = 0;

// The same code held before the camera is one scan until it has been away for a moment; another takes its place.
function seen(text, gate, result, door) {
  const now = performance.now();
  const same = text === lastText && now - lastSeen < SAME_CODE_MS;
  if (text && (same || !result.shown)) lastSeen = now;
  if (!text || same || gate.awaited || door.isEmpty || document.querySelector("dialog[open]")) return undefined;
  if (result.shown && now - result.since < SHORTEST_ANSWER_MS) return undefined;
  lastText = text;
  lastSeen = now;
  return gate.take({ text });
}

function undo(gate, screen) {
  const name = gate.undo();
  if (name === null) return;
  lastText = "";
  screen.say("undo", fill(words.undone, { name: name || "?" }));
  setTimeout(() => screen.say("undo", ""), READ_IT_MS * 2);
}

function wire({ api, database, door, gate, queue, screen }) {
  const now = () => Date.now() + gate.clock();
  const search = new Search(element("search"), {
    words,
    people: () => door.people.values(),
    standing: (person) => door.standing(person, screen.slug, now()),
    letIn: (person) => gate.take({ person }),
  });
  element("open-search").addEventListener("click", () => search.open());
  element("undo").addEventListener("click", () => undo(gate, screen));
  element("open-typing").addEventListener("click", () => {
    element("typed-code").value = "";
    element("typing").showModal();
    element("typed-code").focus();
  });
  element("typing-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = element("typed-code").value.trim();
    if (!text) return;
    element("typing").close();
    gate.take({ text });
  });
  element("scan-point").addEventListener("change", (event) => {
    store.keepPoint(event.target.value);
    lastText = "";
    screen.drawPoint();
    event.target.blur();
  });
  element("direction").addEventListener("click", (event) => {
    const out = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(out));
    lastText = "";
    screen.drawPoint();
    event.currentTarget.blur();
  });
  element("unpair").addEventListener("click", () => unpair({ api, database, queue, screen }));
  addEventListener("offline", () => screen.drawState({ online: false }));
  listen((text) => door.isEmpty || gate.take({ text }));
}

async function unpair({ api, database, queue, screen }) {
  await queue.send();
  const question = queue.length ? fill(words.unpairUnsent, { count: queue.length }) : words.unpairAsk;
  if (!confirm(question)) return;
  try {
    await api.ask("unpair", {});
  } catch (error) {
    if (!(error instanceof NotPaired)) {
      element("about-phone").close();
      screen.say("phone", words.unpairFailed);
      return;
    }
  }
  await database.forgetAll();
  location.replace(setup.pair);
}

// The phone forgets the conference: disconnected in the panel, or its time is over.
async function leave(database, wipe, text) {
  await (wipe ? database.forgetAll() : database.forget());
  frame.dataset.state = "left";
  element("scan-say").textContent = text;
  setTimeout(() => location.replace(setup.pair), READ_IT_MS);
}

function endInTime(database, door) {
  const check = () => {
    if (!door.isEmpty && Date.now() + store.offset() > door.conference.until) {
      door.forget();
      leave(database, false, words.ended);
    }
  };
  check();
  setInterval(check, MINUTE_MS);
}

// A phone at a door does not fall asleep.
function stayAwake() {
  const keep = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", keep);
  keep();
}

async function look(take) {
  const camera = new Camera(element("scan-video"));
  try {
    await camera.start();
  } catch {
    frame.dataset.state = "no-camera";
    element("scan-say").textContent = words.noCamera;
    return;
  }
  offerLight(camera);
  offerOther(camera);
  let reader;
  try {
    reader = await Reader.load(setup);
  } catch {
    frame.dataset.state = "no-reader";
    element("scan-say").textContent = words.noReader;
    return;
  }
  if (frame.dataset.state === "starting") frame.dataset.state = "ready";
  // A phone taken out of the pocket may have lost its camera meanwhile.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) camera.start().catch(() => {});
  });
  camera.watch(async () => {
    const begun = performance.now();
    const text = await reader.read(element("scan-video"));
    // How long it took to find the code in one picture; for whoever listens, and not kept.
    if (text) performance.measure("decode", { start: begun });
    performance.clearMeasures("decode");
    await take(text);
  });
}

function offerLight(camera) {
  const button = element("torch");
  button.hidden = !camera.hasTorch;
  button.addEventListener("click", async () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    await camera.light(on);
    button.setAttribute("aria-pressed", String(on));
  });
}

async function offerOther(camera) {
  const button = element("other-camera");
  button.hidden = (await Camera.count()) < 2;
  button.addEventListener("click", async () => {
    await camera.turn();
    element("torch").hidden = !camera.hasTorch;
    element("torch").setAttribute("aria-pressed", "false");
  });
}

start();
