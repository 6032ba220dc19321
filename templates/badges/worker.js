// The worker of one badge's page: shows it without a network. Its folder is the page's, so it reaches nothing else.
const STORE = `badge:${self.registration.scope}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const store = await caches.open(STORE);
  return store.match(request, { ignoreVary: true });
}

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.status === 404) await caches.delete(STORE);
    if (answer.ok) await (await caches.open(STORE)).put(request, answer.clone());
    return answer;
  } catch (error) {
    const found = await kept(request);
    if (found) return found;
    throw error;
  }
}

async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await kept(request);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(event.request.mode === "navigate" ? page(event.request) : asset(event.request));
});
