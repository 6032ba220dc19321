{% comment %}The scanner's shell kept by the browser, so that it opens with no network. A new version takes its place whole.{% endcomment %}const VERSION = "{{ version|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const SHELL = JSON.parse("{{ shell|escapejs }}");
const CACHE = `zjazd-scanner ${PAGE} ${VERSION}`;
const OURS = `zjazd-scanner ${PAGE} `;

async function fill() {
  const cache = await caches.open(CACHE);
  // Past the browser's own memory, which may still hold the version before.
  await cache.addAll([PAGE, ...SHELL].map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function answer(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const isPage = event.request.mode === "navigate" && pathname === PAGE;
  if (isPage || SHELL.includes(pathname)) event.respondWith(answer(event.request, pathname));
});
