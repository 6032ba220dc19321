// Keeps this one page, with what it is drawn with, so that the badge opens where there is no network.
const body = document.querySelector("[data-badge-worker]");

async function keep(address) {
  const registration = await navigator.serviceWorker.register(address);
  const store = await caches.open(`badge:${registration.scope}`);
  const drawn = performance.getEntriesByType("resource").map((one) => one.name);
  const parts = drawn.filter((name) => new URL(name).origin === location.origin && !name.includes("worker.js"));
  await Promise.all([location.href.split("#")[0], ...new Set(parts)].map((name) => store.add(name).catch(() => {})));
  await navigator.serviceWorker.ready;
  body.hidden = false;
}

if (body && "serviceWorker" in navigator && window.isSecureContext && navigator.onLine) {
  window.addEventListener("load", () => keep(body.dataset.badgeWorker).catch(() => {}));
}
