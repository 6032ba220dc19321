// Lists of the panel: the selection bar tells how many, the keyboard does what the mouse does.
const boxes = () => [...document.querySelectorAll(".table-rows tbody .check input[name]")];
const bar = () => document.querySelector(".selection-bar");
const head = () => document.querySelector(".table-rows thead .check input");

const count = () => {
  const sheet = bar();
  if (!sheet) return;
  const chosen = boxes().filter((box) => box.checked).length;
  const all = sheet.querySelector("[data-all]");
  sheet.hidden = chosen === 0 && !all?.checked;
  for (const place of sheet.querySelectorAll("[data-chosen]")) {
    place.textContent = all?.checked ? all.dataset.all : chosen;
  }
  if (head()) {
    head().checked = chosen > 0 && chosen === boxes().length;
    head().indeterminate = chosen > 0 && chosen < boxes().length;
  }
};

const choose = (chosen) => {
  for (const box of boxes()) box.checked = chosen;
  const all = bar()?.querySelector("[data-all]");
  if (all && !chosen) all.checked = false;
  count();
};

document.addEventListener("change", (event) => {
  if (event.target.matches(".table-rows thead .check input")) choose(event.target.checked);
  else if (event.target.matches(".table-rows .check input, .selection-bar input")) count();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-choose-none]")) choose(false);
  if (event.target.closest("[data-close-sheet]")) closeSheets();
});

// What was found is said aloud: the results themselves are replaced, and nothing in them is announced.
document.addEventListener("htmx:afterSwap", (event) => {
  count();
  const said = document.querySelector("[data-announce]");
  const found = document.querySelector("#results [data-found]");
  if (said && found && event.detail.target.id === "results") said.textContent = found.textContent.trim();
});

// One sheet is open at a time; Escape closes it and goes back to its button.
const sheets = () => [...document.querySelectorAll("details.filters[open]")];
const closeSheets = () => {
  for (const sheet of sheets()) sheet.open = false;
};
document.addEventListener("click", (event) => {
  for (const sheet of sheets()) if (!sheet.contains(event.target)) sheet.open = false;
});

const rows = () => [...document.querySelectorAll(".table-rows tbody tr")];
const link = (row) => row?.querySelector("th a[href], td a[href]");
const current = () => document.activeElement.closest?.(".table-rows tbody tr");

// The focus goes from row to row, so a reader says each and Enter opens it without our help.
const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const now = all.indexOf(current());
  const next = all[Math.min(all.length - 1, Math.max(0, now + step))];
  link(next)?.focus();
  next.scrollIntoView({ block: "nearest" });
};

const keys = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  j: () => move(1),
  k: () => move(-1),
  x: () => current()?.querySelector(".check input")?.click(),
  e: () => (current()?.querySelector("[data-edit]") ?? link(current()))?.click(),
  f: () => document.querySelector("[data-filters] > summary")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && event.target.closest?.(".editing")) {
    event.target.closest(".editing").querySelector("[data-cancel]").click();
    return;
  }
  if (event.key === "Escape" && sheets().length) {
    const summary = sheets()[0].querySelector("summary");
    closeSheets();
    summary.focus();
    return;
  }
  const down = event.key === "ArrowDown" && event.target.matches("[data-search]");
  if (!down && event.target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  if (!document.querySelector(".table-rows") && event.key !== "/") return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
count();
