import { catalogUrl, loadCatalog } from "./catalog.js";
import { Isolation } from "./isolation.js";
import { networkFirst } from "./network-first.js";
import { cacheName, openCache } from "./open-cache.js";
import { shardUrl } from "./pack-manifest.js";
import { candidates, isPage, Precache } from "./precache.js";
import { modelsPath, serveModelFile } from "./serve-model-file.js";
import { siteRoot } from "./site-root.js";

/** As long as a page may take from its start until it asks for the catalog. */
const CATALOG_AHEAD_MS = 5000;

const runtime = openCache("runtime");
const shards = openCache("shards");
const own = `${siteRoot.pathname}_ovenbird/`;
const immutable = ["app", "runtime", "search"].map((folder) => `${own}${folder}/`);

/**
 * Makes the site work without a network: all pages and the files they are drawn with, and models'
 * files for whoever asks for them by URL.
 *
 * Which version a reader sees: with a network, the newest page, and the files that this page names,
 * whose names are those of their content. Without one, the page of the version that is active. A new
 * version is fetched whole beside it, and waits: see watch-for-update.js.
 *
 * @param {object} site
 * @param {string} site.version changes with anything below, so that browsers see a new script
 * @param {{except: string[], threadPolicy: string} | null} site.isolation
 * @param {import("./precache.js").PrecacheEntry[]} site.precache
 * @param {string} site.archive of most of it, for a first visit
 * @param {string[]} site.others paths that exist, but only where there is a network
 */
export function startServiceWorker({ isolation, precache, archive, others }) {
  const shell = new Precache(precache, archive);
  const isolated = new Isolation(isolation);
  const online = new Set(others.map((path) => new URL(path, siteRoot).href));

  self.addEventListener("install", (event) => {
    addRoutes(event);
    event.waitUntil(shell.install());
  });

  self.addEventListener("activate", (event) => event.waitUntil(activate(shell)));

  self.addEventListener("fetch", (event) => {
    const response = respond(event, shell, online);
    if (response) {
      event.respondWith(response.then((found) => isolated.apply(event, found)));
    }
  });

  // From register-service-worker.js and watch-for-update.js.
  self.addEventListener("message", (event) => {
    const { data, source, ports } = event;
    if (data.type === "activate") {
      event.waitUntil(self.skipWaiting());
    } else if (data.type === "shown") {
      const compared = isCurrent(source, data.revision, shell);
      event.waitUntil(compared.then((current) => ports[0].postMessage(current)));
    } else if (data.type === "not-isolated") {
      event.waitUntil(isolated.giveUpCredentialless(source.id));
    }
  });
}

/**
 * Has the browser itself look for our own scripts and styles in the cache, which is quicker than to ask
 * this worker, and asks the network if it finds none. https://github.com/WICG/service-worker-static-routing-api
 */
function addRoutes(event) {
  if (event.addRoutes) {
    const folder = `${own}app/`.replace(/[^\w/]/g, "\\$&");
    const condition = { urlPattern: new URLPattern({ pathname: `${folder}*` }) };
    event.addRoutes({ condition, source: { cacheName: cacheName("shell") } }).catch(() => {});
  }
}

/**
 * Whether an open page is the one of this version. If it is, and the only one that is open, nobody
 * sees anything of an earlier version, and this one need not wait.
 */
async function isCurrent({ url }, revision, shell) {
  const text = await (await shell.match(url))?.text();
  const current = text?.includes(`content="${revision}"`) ?? false;
  if (current && (await openPages()).length === 1) {
    self.skipWaiting();
  }
  return current;
}

async function openPages() {
  const all = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Other sites may be published under the same host.
  return all.filter(({ url }) => url.startsWith(siteRoot.href));
}

async function activate(shell) {
  await self.clients.claim();
  await shell.prune({ hashed: false });
  // The catalog that was kept for the old pages; the new one is in the shell.
  await runtime.delete(catalogUrl);
  await renewSearchIndex(shell);
}

/** What an earlier version's open pages may have needed goes when no page is open any more. */
async function tidy(shell) {
  if ((await openPages()).length === 0) {
    await shell.prune({ hashed: true });
    const scripts = `${siteRoot.origin}${own}app/`;
    const stale = [...(await runtime.urls())].filter((url) => url.startsWith(scripts));
    await Promise.all(stale.map((url) => runtime.delete(url)));
  }
}

/** Who has searched before finds the new index on the device, too, and the old one gone. */
async function renewSearchIndex(shell) {
  const folder = new URL("_ovenbird/search/", siteRoot).href;
  const kept = [...(await runtime.urls())].filter((url) => url.startsWith(folder));
  const catalog = await (await shell.match(catalogUrl))?.json();
  const current = catalog?.search && new URL(catalog.search.index, siteRoot).href;
  if (current && kept.length > 0 && !kept.includes(current)) {
    await cacheFirst(current).catch(() => undefined);
  }
  await Promise.all(kept.filter((url) => url !== current).map((url) => runtime.delete(url)));
}

/** @returns {Promise<Response> | undefined} undefined: the browser does as without us */
function respond(event, shell, online) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== siteRoot.origin || !url.pathname.startsWith(siteRoot.pathname)) {
    return undefined;
  }
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isRead && url.pathname.startsWith(modelsPath)) {
    return serveModel(request, shell);
  }
  if (request.method === "HEAD" && url.href.startsWith(shardUrl(""))) {
    return shards.match(url).then(async (stored) => (await headOf(stored)) ?? fetch(request));
  }
  if (request.method !== "GET") {
    return undefined;
  }
  if (request.mode === "navigate") {
    event.waitUntil(tidy(shell));
    event.waitUntil(askForCatalog());
    return servePage(request, shell, online);
  }
  if (url.href === catalogUrl.href) {
    return serveCatalog(shell);
  }
  if (immutable.some((folder) => url.pathname.startsWith(folder))) {
    return cacheFirst(url, shell);
  }
  if (url.href.startsWith(shardUrl("")) && request.cache !== "no-store") {
    return shards.match(url).then((stored) => stored ?? fetch(request));
  }
  // What packs and shards the store lacks, it asks the network for, to check them before it keeps them.
  return url.pathname.startsWith(own)
    ? undefined
    : shell.match(url).then((cached) => cached ?? fetch(request));
}

async function servePage(request, shell, online) {
  try {
    // Hosts let pages be cached for minutes, in which they could be older than what is active here.
    const network = fetch(request, { cache: "no-cache" });
    return await networkFirst(network, () => shell.match(request.url));
  } catch (error) {
    const exists = candidates(request.url).some((url) => online.has(url));
    const [name, status] = exists ? ["unreachable.html", 503] : ["404.html", 404];
    const page = await shell.match(new URL(name, siteRoot));
    if (page) {
      return new Response(page.body, { status, headers: page.headers });
    }
    throw error;
  }
}

/** The newest catalog, and since when it is on its way. @type {{since: number, answer: Promise<Response>}} */
let asked;

/** Asks for it together with a page, of those who have needed it before. */
async function askForCatalog() {
  if (await runtime.has(catalogUrl)) {
    asked = { since: Date.now(), answer: fetch(catalogUrl, { cache: "no-cache" }) };
    await asked.answer.catch(() => undefined);
  }
}

function newestCatalog() {
  const isFresh = asked && Date.now() - asked.since < CATALOG_AHEAD_MS;
  return isFresh ? asked.answer.then((response) => response.clone()) : undefined;
}

/** Kept as it comes: packs are removed by the newest catalog seen, so that one has to be here. */
async function serveCatalog(shell) {
  const stored = async () => (await runtime.match(catalogUrl)) ?? shell.match(catalogUrl);
  const network = newestCatalog() ?? fetch(catalogUrl, { cache: "no-cache" });
  const response = await networkFirst(network, stored);
  if (response.ok && response.url) {
    const copy = new Response(await response.clone().arrayBuffer(), { headers: response.headers });
    await runtime.put(catalogUrl, copy);
  }
  return response;
}

async function cacheFirst(url, shell) {
  const cached = (await shell?.match(url)) ?? (await runtime.match(url));
  if (cached) {
    return cached;
  }
  const response = await fetch(url);
  if (response.ok && !isPage(response)) {
    await runtime.put(url, new Response(await response.clone().arrayBuffer(), response));
  }
  return response;
}

async function headOf(stored) {
  // See `has` in open-cache.js.
  await stored?.body?.cancel();
  return stored && new Response(null, { headers: stored.headers });
}

async function serveModel(request, shell) {
  try {
    const catalog = await loadCatalog(() => serveCatalog(shell));
    // Downloaded here, so that a reader is told why it failed: a body that breaks off has no words.
    return await serveModelFile(request, catalog, undefined, { eager: true });
  } catch (error) {
    return new Response(`${error.code}: ${error.message}`, { status: 503 });
  }
}
