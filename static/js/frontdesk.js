// The desk by keys alone. A letter is a key only outside of fields, and only where no other follows it at once: a badge
// reader types a whole code in the time of one key, and its code goes to the search wherever the focus is.
const SLOWEST_KEY_MS = 100;
const SHORTEST_CODE = 8;
const PRINTED_AFTER_MS = 2000;
const SWITCH = "desk-keys";

const search = () => document.querySelector("[data-front-desk] [data-search]");
const pane = () => document.getElementById("desk-pane");
const rows = () => [...document.querySelectorAll("#desk-found [data-desk-row]")];
const visible = (element) => element.getClientRects().length > 0;

const isOn = () => localStorage.getItem(SWITCH) !== "off";
const box = document.querySelector("[data-desk-keys-on]");
if (box) {
  box.checked = isOn();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}

const press = (key) => {
  const target = [...document.querySelectorAll(`[data-key="${key}"]`)].find(visible);
  target?.click();
};

// Where the keyboard goes on in the right half: to what was asked for, to the first field, or to the name.
const focusPane = () => {
  const wanted = ["[data-error-summary]", "[data-desk-focus]", "[autofocus]", "input:not([type=hidden])", "h2"];
  for (const selector of wanted) {
    const found = [...(pane()?.querySelectorAll(selector) ?? [])].find(visible);
    if (!found) continue;
    if (found.matches("h2")) found.tabIndex = -1;
    found.focus();
    return;
  }
};

const move = (step) => {
  const all = rows();
  const now = all.indexOf(document.activeElement);
  if (now + step < 0) search()?.focus();
  else all[Math.min(all.length - 1, now + step)]?.focus();
};

const look = (text) => {
  search().value = text;
  search().form.requestSubmit();
};

let typed = "";
let waits = 0;
const letter = (key) => {
  typed += key;
  clearTimeout(waits);
  waits = setTimeout(() => {
    const alone = typed;
    typed = "";
    if (alone.length === 1 && isOn()) press(alone.toLowerCase());
  }, SLOWEST_KEY_MS);
};

// Out of the field first, so that one press loses nothing of what was typed.
const goBack = (from) => {
  const back = pane()?.querySelector("[data-desk-back]");
  if (from === search()) focusPane();
  else if (back && isField(from)) back.focus();
  else if (back) back.click();
  else {
    search().focus();
    search().select();
  }
};

const isField = (element) =>
  element.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!search() || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && typed.length >= SHORTEST_CODE) {
    event.preventDefault();
    clearTimeout(waits);
    look(typed);
    typed = "";
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    goBack(event.target);
    return;
  }
  const isSearch = event.target === search();
  const isRow = event.target.matches("[data-desk-row]");
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (isSearch || isRow)) {
    event.preventDefault();
    if (isSearch && event.key === "ArrowUp") return;
    move(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  if (isField(event.target) || event.repeat) return;
  if (event.key === "?") document.getElementById("desk-keys")?.showModal();
  else if (event.key.length === 1 && event.key !== " " && event.key !== "/") letter(event.key);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "desk-pane") {
    // On a phone the half stands below those found: they make place for it.
    const found = document.getElementById("desk-found");
    if (pane().getBoundingClientRect().left <= found.getBoundingClientRect().left) found.replaceChildren();
    if (document.activeElement !== search()) focusPane();
  }
  const said = document.querySelector("[data-desk-announce]");
  const count = document.querySelector("[data-desk-count]");
  if (said && event.detail.target.id === "desk-found") said.textContent = count?.textContent.trim() ?? "";
});

// A badge is a file: the page stays, and says a moment later that it was printed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-desk-prints]")) return;
  setTimeout(() => {
    if (form.isConnected) window.htmx.ajax("GET", location.pathname, { target: "#desk-pane", swap: "outerHTML" });
  }, PRINTED_AFTER_MS);
});

// The page came whole: after a form was sent, or by its address.
if (pane()?.querySelector("h2.desk-name") && !document.querySelector("[data-search][autofocus]")) focusPane();
