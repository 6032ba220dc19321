// Parts of the card that count only for one answer are out of sight for the others.
// <div data-shown-when="buyer:other"> shows while the field "buyer" says "other": a button or a box with that value is
// ticked, or that is what was typed or chosen from a list. What hangs on a field out of sight is out of sight too.
const plain = (text) => text.trim().toLowerCase();

const answers = (name) =>
  [...document.getElementsByName(name)]
    .filter((field) => !field.closest("[hidden]"))
    .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
    .map((field) => plain(field.value));

const show = () => {
  // In the order of the page: a part comes after the one that it hangs on.
  for (const part of document.querySelectorAll("[data-shown-when]")) {
    const [name, ...value] = part.dataset.shownWhen.split(":");
    part.hidden = !answers(name).includes(plain(value.join(":")));
  }
};

document.addEventListener("change", show);
document.addEventListener("htmx:afterSwap", show);
show();

// Enter in a field with data-enter="id" presses that button, not the first one of the form.
document.addEventListener("keydown", (event) => {
  const button = document.getElementById(event.target.dataset?.enter ?? "");
  if (event.key !== "Enter" || !button) return;
  event.preventDefault();
  button.click();
});
