// Puts the scanner together: camera or keys in, queue out, one full-screen answer.
import { Api, NotPaired } from "./api.js";
import { Camera } from "./camera.js";
import { Queue } from "./queue.js";
import { Reader } from "./reader.js";
import { Result } from "./result.js";
import { Search } from "./search.js";
import * as store from "./store.js";
import { listen } from "./wedge.js";
import { fill } from "./words.js";

const LONGEST_TEXT = 1000;
const ANSWER_MS = 1500;
const SAME_CODE_MS = 3000;
const FRESH_MS = 30000;
const CLOCK_MINUTES = 5;

const setup = JSON.parse(document.getElementById("setup").textContent);
const { words } = setup;
const element = (id) => document.getElementById(id);
const frame = element("content");
const pairing = store.pairing();

let points = store.points();
let awaited = null;
let lastText = "";
let lastSeen = 0;

function toPairing() {
  location.replace(setup.pair);
}

function unpaired() {
  store.forgetPairing();
  say("phone", words.revoked);
  setTimeout(toPairing, 2500);
}

// One line for each thing that is not as it should be; an empty text takes its line away.
const notes = new Map();

function say(about, text) {
  notes.set(about, text);
  element("scan-say").textContent = [...notes.values()].filter(Boolean).join(" ");
}

function drawPoints() {
  const chosen = points.some((point) => point.slug === store.point()) ? store.point() : points[0]?.slug;
  element("scan-point").replaceChildren(
    ...points.map((point) => new Option(point.name, point.slug, false, point.slug === chosen)),
  );
  drawCount();
}

function here() {
  return points.find((point) => point.slug === element("scan-point").value);
}

function drawCount() {
  const point = here();
  element("scan-count").textContent = point ? fill(words.present, point) : "";
}

function drawQueue(count) {
  const text = count ? fill(words.waiting, { count }) : "";
  element("phone-queue").textContent = text || words.sent;
  if (!count || !awaited) say("queue", text);
}

async function refresh(api) {
  try {
    const state = await api.ask("state");
    points = state.points;
    store.keepPoints(points);
    drawPoints();
    const minutes = Math.round(Math.abs(Date.now() - Date.parse(state.now)) / 60000);
    say("clock", minutes >= CLOCK_MINUTES ? fill(words.clockWrong, { minutes }) : "");
  } catch (error) {
    if (error instanceof NotPaired) unpaired();
  }
}

function begin() {
  element("phone-name").textContent = pairing.device;
  element("phone-conference").textContent = pairing.conference;
  const api = new Api(setup.api, pairing.token);
  const result = new Result(element("scan-result"), {
    words,
    language: setup.language,
    done: () => {
      lastSeen = performance.now();
      frame.dataset.state = "ready";
    },
  });
  const queue = new Queue(api, { told: (outcome) => hear(outcome, result), changed: drawQueue, unpaired });
  const take = (made) => record(made, queue, result);
  drawPoints();
  drawQueue(queue.length);
  wire(api, queue, take);
  refresh(api);
  setInterval(() => document.hidden || refresh(api), FRESH_MS);
  queue.send();
  look((text) => seen(text, take, result));
}

// The same code held before the camera is one scan until it has been away for a moment.
function seen(text, take, result) {
  const now = performance.now();
  const same = text === lastText && now - lastSeen < SAME_CODE_MS;
  if (text) lastSeen = now;
  if (!text || same || awaited || result.shown || document.querySelector("dialog[open]")) return;
  lastText = text;
  take({ text: text.slice(0, LONGEST_TEXT) });
}

function record(made, queue, result) {
  const uid = crypto.randomUUID();
  const point = element("scan-point").value;
  if (!point) {
    result.show({ uid, result: "refused" });
    return;
  }
  awaited = uid;
  frame.dataset.state = "asking";
  queue.add({ uid, point, scanned_at: new Date().toISOString(), ...made });
  setTimeout(() => {
    if (awaited !== uid) return;
    awaited = null;
    drawQueue(queue.length);
    result.show({ uid, result: "offline" });
  }, navigator.onLine ? ANSWER_MS * 2 : ANSWER_MS / 5);
}

function hear(outcome, result) {
  const late = result.shown && result.section.dataset.uid === outcome.uid;
  if (outcome.result === "accepted") {
    const point = here();
    if (point) point.present += 1;
    drawCount();
  }
  if (outcome.uid !== awaited && !late) {
    if (outcome.result !== "accepted") tellLate(outcome);
    return;
  }
  say("late", "");
  awaited = null;
  frame.dataset.state = "told";
  result.show(outcome);
}

// Whoever was let in without a check, and should not have been.
function tellLate({ result, person }) {
  say("late", fill(words.late, { name: person?.name ?? "?", verdict: words[result] }));
}

function wire(api, queue, take) {
  const search = new Search(element("search"), { api, words, unpaired, letIn: (person) => take({ person }) });
  element("open-search").addEventListener("click", () => search.open());
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
    take({ text });
  });
  element("scan-point").addEventListener("change", (event) => {
    store.keepPoint(event.target.value);
    lastText = "";
    drawCount();
    event.target.blur();
  });
  element("unpair").addEventListener("click", () => unpair(api, queue));
  listen((text) => take({ text: text.slice(0, LONGEST_TEXT) }));
}

async function unpair(api, queue) {
  await queue.send();
  const question = queue.length ? fill(words.unpairUnsent, { count: queue.length }) : words.unpairAsk;
  if (!confirm(question)) return;
  try {
    await api.ask("unpair", {});
  } catch (error) {
    if (!(error instanceof NotPaired)) {
      element("about-phone").close();
      say("phone", words.unpairFailed);
      return;
    }
  }
  store.forgetAll();
  toPairing();
}

async function look(take) {
  const camera = new Camera(element("scan-video"));
  try {
    await camera.start();
  } catch {
    frame.dataset.state = "no-camera";
    say("camera", words.noCamera);
    return;
  }
  offerLight(camera);
  let reader;
  try {
    reader = await Reader.load(setup);
  } catch {
    frame.dataset.state = "no-reader";
    say("camera", words.noReader);
    return;
  }
  if (frame.dataset.state === "starting") frame.dataset.state = "ready";
  // A phone taken out of the pocket may have lost its camera meanwhile.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) camera.start().catch(() => say("camera", words.noCamera));
  });
  camera.watch(async () => take(await reader.read(element("scan-video"))));
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

if (pairing) begin();
else toPairing();
