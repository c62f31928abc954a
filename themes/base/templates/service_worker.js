{% if on %}// Keeps one page for readers without a network, and what that page links; never anything else.
"use strict";
const NAME = "offline-{{ version }}";
const KEPT = {{ addresses|safe }};
// The back-office and programs are answered by the network alone.
const LEFT_ALONE = ["/admin/", "/api/", "/data/", "/documents/", "/feeds/"];

self.addEventListener("install", (event) => {
  const kept = KEPT.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(kept)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const older = (names) => names.filter((name) => name.startsWith("offline-") && name !== NAME);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(older(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (LEFT_ALONE.some((path) => pathname.startsWith(path))) return;
  if (request.mode === "navigate") {
    const page = pathname === "/en" || pathname.startsWith("/en/") ? "/en/offline/" : "/offline/";
    event.respondWith(fetch(request).catch(async () => (await caches.match(page)) || Response.error()));
  } else if (KEPT.includes(pathname)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(pathname)) || Response.error()));
  }
});
{% else %}// The page for readers without a network is switched off: forget it, and this worker with it.
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const ours = (names) => names.filter((name) => name.startsWith("offline-"));
  event.waitUntil(
    caches.keys().then((names) => Promise.all(ours(names).map((name) => caches.delete(name)))).then(() => self.registration.unregister()),
  );
});
{% endif %}
