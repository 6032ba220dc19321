// A reader on a cable types the code very fast and ends it with Enter. It is heard wherever nothing else is typed in.
const SLOWEST_KEY_MS = 120;
const SHORTEST_CODE = 8;

export function listen(take) {
  let typed = "";
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, dialog") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.timeStamp - last > SLOWEST_KEY_MS) typed = "";
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (typed.length >= SHORTEST_CODE) {
        event.preventDefault();
        take(typed);
      }
      typed = "";
    } else if (event.key.length === 1) {
      typed += event.key;
    }
  });
}
