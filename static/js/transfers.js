// The treasurer's transfers by keys alone: Enter takes the first suggestion, since its button has the focus.
const all = () => [...document.querySelectorAll("[data-transfer]")];
const current = () => document.activeElement.closest?.("[data-transfer]") ?? all()[0];
const place = (one) => one?.querySelector('[data-key="1"], [data-find], [data-key="n"], a');

const go = (one) => {
  place(one)?.focus();
  one?.scrollIntoView({ block: "nearest" });
};

const move = (step) => {
  const list = all();
  const now = list.indexOf(document.activeElement.closest?.("[data-transfer]"));
  go(list[Math.min(list.length - 1, Math.max(0, now + step))]);
};

// After a decision the list comes back at the transfer that followed.
const list = all();
for (const [at, one] of list.entries()) {
  const next = list[at + 1] ?? list[at - 1];
  for (const field of one.querySelectorAll("[data-next]")) field.value = next?.dataset.transfer ?? "";
}

const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input, select, textarea") && !(event.key === "ArrowDown" && event.target.matches("[data-search]"))) return;
  if (event.repeat && !(event.key in steps)) return;
  const step = steps[event.key];
  if (step) {
    event.preventDefault();
    move(event.target.matches("[data-search]") ? 0 : step);
    return;
  }
  if (event.key === "?") {
    event.preventDefault();
    document.getElementById("transfer-keys")?.showModal();
    return;
  }
  if (!/^[1-9onu]$/.test(event.key)) return;
  const whole = event.key === "u" ? document : current();
  const target = whole?.querySelector(`[data-key="${event.key}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});

const at = document.querySelector("[data-transfers]")?.dataset.at;
const first = list.find((one) => one.dataset.transfer === at) ?? list[0];
if (first && !document.querySelector("[data-search]")?.value) go(first);
