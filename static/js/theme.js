// Runs before the page is drawn, so that it never flashes in the wrong colours.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const remembered = (() => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  })();
  if (remembered === "dark" || remembered === "light") root.dataset.theme = remembered;

  const tell = () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.textContent = dark() ? button.dataset.light : button.dataset.dark;
    }
  };
  document.addEventListener("DOMContentLoaded", tell);
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-switch]")) return;
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // A browser that keeps nothing still switches this page.
    }
    tell();
  });
})();
