// The token is handed over once, in this page; the phone keeps it and goes on to the scanner.
import * as store from "./store.js";

const handed = JSON.parse(document.getElementById("handed").textContent);
document.getElementById("handed").remove();

if (store.keepPairing(handed)) {
  const scanner = document.getElementById("open-scanner").href;
  // In place of this page, so that going back cannot ask for the form to be sent again.
  location.replace(scanner);
} else {
  document.getElementById("not-kept").hidden = false;
}
