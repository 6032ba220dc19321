// Who forgot a badge is found by surname, name or institution, without diacritics and without network.
const SHORTEST = 2;
const MOST = 20;
const PLAIN = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe" };

export const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[łøđßæœ]/g, (letter) => PLAIN[letter])
    .split(/\s+/)
    .filter(Boolean)
    .join(" ");

// People by parts of their names or institution, those whose surname begins so first.
export function find(people, words) {
  const wanted = fold(words).split(" ").filter(Boolean);
  if (wanted.join("").length < SHORTEST) return null;
  const found = [];
  for (const person of people) {
    person.folded ??= fold(`${person.last} ${person.first} ${person.institution}`);
    if (wanted.every((word) => person.folded.includes(word))) found.push(person);
  }
  const first = (person) => (person.folded.startsWith(wanted[0]) ? 0 : 1);
  const order = (one, other) => first(one) - first(other) || one.last.localeCompare(other.last, "pl");
  return found.sort(order).slice(0, MOST);
}

export class Search {
  // `people` gives all of them, `standing` in which state one is here.
  constructor(dialog, { words, people, standing, letIn }) {
    Object.assign(this, { dialog, words, people, standing, letIn });
    this.field = dialog.querySelector("#search-words");
    this.say = dialog.querySelector("#search-say");
    this.list = dialog.querySelector("#search-found");
    dialog.querySelector("form[role=search]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#find();
    });
    this.field.addEventListener("input", () => this.#find());
  }

  open() {
    this.field.value = "";
    this.say.textContent = "";
    this.list.replaceChildren();
    this.dialog.showModal();
    this.field.focus();
  }

  #find() {
    const found = find(this.people(), this.field.value);
    this.list.replaceChildren(...(found ?? []).map((person) => this.#row(person)));
    if (found === null) this.say.textContent = this.field.value.trim() ? this.words.tooShort : "";
    else this.say.textContent = found.length ? "" : this.words.nobody;
  }

  #row(person) {
    const row = document.querySelector("#found-person").content.cloneNode(true);
    const parts = { name: person.name, institution: person.institution, variant: person.variantName };
    for (const [part, text] of Object.entries(parts)) row.querySelector(`[data-part="${part}"]`).textContent = text;
    row.querySelector('[data-part="state"]').textContent = this.words[`state_${this.standing(person)}`];
    const button = row.querySelector('[data-part="let-in"]');
    button.setAttribute("aria-label", `${this.words.letIn}: ${person.name}`);
    button.addEventListener("click", () => {
      this.dialog.close();
      this.letIn(person);
    });
    return row;
  }
}
