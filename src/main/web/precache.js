import { cacheName, openCache } from "./open-cache.js";
import { readArchive } from "./read-archive.js";
import { siteRoot } from "./site-root.js";

const PARALLEL_FETCHES = 6;
/** Part of a cache key only; no server ever sees it. */
const REVISION = "__ovenbird_revision";
const LOCK = cacheName("shell");
const shell = openCache("shell");

/**
 * @param {string | URL} address as someone wrote it
 * @returns {string[]} the URLs of files that a server would answer it with: a folder is its
 *     index.html, and hosts that hide ".html" have it added. A query finds the same page
 */
export function candidates(address) {
  const url = new URL(address);
  url.search = url.hash = "";
  const names = url.pathname.endsWith("/") ? ["index.html"] : ["", ".html", "/index.html"];
  return names.map((name) => url.href + name);
}

/** What a captive portal answers, with status 200, when a script or style is asked for. */
export function isPage({ headers }) {
  return headers.get("Content-Type")?.startsWith("text/html") ?? false;
}

/**
 * The pages and files that make the site work without a network. An entry's key holds its revision,
 * so that the old version's entries and the new one's stand side by side until the new one is
 * complete, and what did not change is not fetched again. A hashed URL (revision null) is its own
 * revision.
 *
 * @typedef {[path: string, revision: string | null]} PrecacheEntry
 */
export class Precache {
  /** @type {Map<string, string>} URL → key */
  #keys = new Map();

  #archive;

  /**
   * @param {PrecacheEntry[]} entries
   * @param {string} archive of most of them
   */
  constructor(entries, archive) {
    this.#archive = new URL(archive, siteRoot);
    for (const [path, revision] of entries) {
      const url = new URL(path, siteRoot);
      const key = new URL(url);
      if (revision) {
        key.searchParams.set(REVISION, revision);
      }
      this.#keys.set(url.href, key.href);
    }
  }

  /** Fetches what is missing; rejects if anything cannot be had. Nothing that is there is touched. */
  install() {
    return navigator.locks.request(LOCK, () => this.#fetchMissing());
  }

  async #fetchMissing() {
    if ((await shell.urls()).size === 0) {
      // What it does not bring is fetched file by file.
      await this.#unpack().catch(() => {});
    }
    const present = await shell.urls();
    const missing = [...this.#keys].filter(([, key]) => !present.has(key));
    const lane = async () => {
      for (let next = missing.shift(); next; next = missing.shift()) {
        await this.#fetch(...next);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_FETCHES }, lane));
    if (shell.spilled) {
      // What the browser did not keep ends with this worker, soon: a version is whole, or is none.
      throw new Error("The browser has no room for the pages.");
    }
  }

  /** Of a first visit: one file instead of many. */
  async #unpack() {
    const response = await fetch(this.#archive);
    if (response.ok) {
      const files = await readArchive(response);
      const keyOf = (path) => this.#keys.get(new URL(path, siteRoot).href);
      await Promise.all(files.map(([path, file]) => keyOf(path) && shell.put(keyOf(path), file)));
    }
  }

  /**
   * Removes the entries of earlier versions; not while a later one is being installed or waits, of
   * which this one knows nothing.
   *
   * @param {{hashed: boolean}} options whether hashed files go, too; a page that is still open may
   *     have to load some of its own
   */
  async prune(options) {
    // Without waiting: an installation may take long, and pages wait for what prunes.
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock && !self.registration.installing && !self.registration.waiting) {
        await this.#removeEarlier(options);
      }
    });
  }

  async #removeEarlier({ hashed }) {
    const current = new Set(this.#keys.values());
    for (const key of await shell.urls()) {
      if (!current.has(key) && (hashed || key.includes(REVISION))) {
        await shell.delete(key);
      }
    }
  }

  /**
   * @param {string | URL} address of a page or file
   * @returns {Promise<Response | undefined>}
   */
  async match(address) {
    const [plain, ...others] = candidates(address);
    const url = [plain, ...others].find((candidate) => this.#keys.has(candidate));
    // If there is none: a hashed file of an earlier version; no other key is a mere URL.
    return shell.match(url ? this.#keys.get(url) : plain);
  }

  async #fetch(url, key) {
    // A page's URL outlives its content, so the HTTP cache has to ask the server; a hashed one not.
    const response = await fetch(url, { cache: key === url ? "default" : "no-cache" });
    if (!response.ok || (key === url && isPage(response))) {
      throw new Error(`${url}: ${response.status}`);
    }
    // A response that was redirected (hosts that hide ".html") must not answer a navigation.
    const { headers } = response;
    await shell.put(key, new Response(await response.arrayBuffer(), { headers }));
  }
}
