import { cacheName, openCache } from "./open-cache.js";
import { siteRoot } from "./site-root.js";

/**
 * Takes the place of the service worker that readers of this site have, at once, and with it removes
 * what it has stored: from the next page on, the browser asks the network for everything. Models and
 * what runs them stay. Readers have agreed to their download, they were checked by their hashes, and
 * demos read them without a service worker, too.
 */
export function removeServiceWorker() {
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(remove()));
}

async function remove() {
  await caches.delete(cacheName("shell"));
  const runtime = openCache("runtime");
  const scripts = new URL("_ovenbird/runtime/", siteRoot).href;
  const stored = [...(await runtime.urls())].filter((url) => !url.startsWith(scripts));
  await Promise.all(stored.map((url) => runtime.delete(url)));
  await self.registration.unregister();
}
