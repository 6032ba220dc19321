// A signed list typed in by keys alone: a number or the beginning of a surname, Enter, and the box is empty for the next.
const box = document.querySelector("[data-sign]");
const form = document.getElementById("signing");
const told = document.querySelector("[data-told]");
const count = document.querySelector("[data-count]");

// As the server folds names: without case and diacritics.
const fold = (text) =>
  text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "").trim().replace(/\s+/g, " ");

const lines = [...document.querySelectorAll("[data-line]")].map((row) => ({
  row,
  number: row.dataset.line,
  name: row.dataset.name,
  folded: fold(row.dataset.name),
  tick: row.querySelector("input[type=checkbox]"),
}));

const recount = () => {
  if (count) count.textContent = lines.filter((line) => !line.tick || line.tick.checked).length;
};

const say = (words, what) => {
  told.textContent = `${words} ${what}`;
};

const find = (typed) =>
  /^\d+\.?$/.test(typed)
    ? lines.filter((line) => line.number === typed.replace(".", ""))
    : lines.filter((line) => line.folded.startsWith(fold(typed)));

const show = (line) => {
  for (const other of lines) other.row.classList.toggle("is-last", other === line);
  line.row.scrollIntoView({ block: "nearest" });
};

const set = (line, ticked) => {
  const named = `${line.number}. ${line.name}`;
  show(line);
  if (!line.tick) return say(box.dataset.saved, named);
  if (ticked && line.tick.checked) return say(box.dataset.already, named);
  line.tick.checked = ticked;
  // The page asks before ticks that were not saved are lost.
  line.tick.dispatchEvent(new Event("input", { bubbles: true }));
  recount();
  return say(ticked ? box.dataset.marked : box.dataset.unmarked, named);
};

const take = (typed) => {
  const ticked = !typed.startsWith("-");
  const found = find(ticked ? typed : typed.slice(1).trim());
  if (found.length === 1) {
    set(found[0], ticked);
    box.value = "";
  } else if (found.length) {
    say(box.dataset.several, found.slice(0, 5).map((line) => `${line.number}. ${line.name}`).join(", "));
  } else {
    say(box.dataset.nobody, typed);
    box.select();
  }
};

box?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) form.requestSubmit();
  else if (box.value.trim()) take(box.value.trim());
});
form?.addEventListener("change", recount);

recount();
box?.focus();
