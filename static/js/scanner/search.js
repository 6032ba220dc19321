// Who forgot a badge is found by surname and let in by hand.
import { NoNetwork, NotPaired } from "./api.js";

export class Search {
  constructor(dialog, { api, words, letIn, unpaired }) {
    this.dialog = dialog;
    this.api = api;
    this.words = words;
    this.letIn = letIn;
    this.unpaired = unpaired;
    this.field = dialog.querySelector("#search-words");
    this.say = dialog.querySelector("#search-say");
    this.list = dialog.querySelector("#search-found");
    dialog.querySelector("form[role=search]").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#find();
    });
  }

  open() {
    this.field.value = "";
    this.say.textContent = "";
    this.list.replaceChildren();
    this.dialog.showModal();
    this.field.focus();
  }

  async #find() {
    const wanted = this.field.value.trim();
    this.list.replaceChildren();
    if (wanted.length < 2) {
      this.say.textContent = this.words.tooShort;
      return;
    }
    try {
      const { people } = await this.api.ask("search", { words: wanted });
      this.say.textContent = people.length ? "" : this.words.nobody;
      this.list.replaceChildren(...people.map((person) => this.#row(person)));
    } catch (error) {
      if (error instanceof NotPaired) this.unpaired();
      else this.say.textContent = error instanceof NoNetwork ? this.words.searchFailed : this.words.nobody;
    }
  }

  #row(person) {
    const row = document.querySelector("#found-person").content.cloneNode(true);
    for (const part of ["name", "institution", "variant"]) {
      row.querySelector(`[data-part="${part}"]`).textContent = person[part];
    }
    row.querySelector('[data-part="state"]').textContent = this.words[`state_${person.state}`];
    const button = row.querySelector('[data-part="let-in"]');
    button.setAttribute("aria-label", `${this.words.letIn}: ${person.name}`);
    // A meal or a session lets in who is in the building already; who has not paid is refused, and told why.
    button.addEventListener("click", () => {
      this.dialog.close();
      this.letIn(person.key);
    });
    return row;
  }
}
