// A form is sent once: its buttons rest until the answer comes. data-again leaves a form out (downloads, searches).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  unsaved.delete(form);
  // Disabled only after the browser has gathered the data, or the pressed button's own value would be lost.
  setTimeout(() => {
    for (const button of pressable(form)) button.disabled = true;
  });
});

const pressable = (form) =>
  [...form.elements].filter((element) => element.type === "submit" && !element.disabled);

// Back from the next page: the browser may show this one as it was left.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const element of form.elements) if (element.type === "submit") element.disabled = false;
  }
});

// <form data-unsaved>: the browser asks before changes are lost.
const unsaved = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "unsaved" in form.dataset) unsaved.add(form);
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved.size) event.preventDefault();
});

// The summary of errors is what one must read first.
document.querySelector("[data-error-summary]")?.focus();

// <select data-sends> in a toolbar sends its form at once; the form has its button for those without scripts.
document.addEventListener("change", (event) => {
  if ("sends" in (event.target.dataset ?? {})) event.target.form.requestSubmit();
});

// <button data-copy="text"> copies; the answer is said in data-copied.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.setAttribute("aria-live", "polite");
  button.textContent = button.dataset.copied;
});

// <button data-print>
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
