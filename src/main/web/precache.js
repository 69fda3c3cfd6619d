import { openCache } from "./open-cache.js";
import { siteRoot } from "./site-root.js";

const PARALLEL_FETCHES = 6;
/** Part of a cache key only; no server ever sees it. */
const REVISION = "__ovenbird_revision";
const shell = openCache("shell");

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

  /** @param {PrecacheEntry[]} entries */
  constructor(entries) {
    for (const [path, revision] of entries) {
      const url = new URL(path, siteRoot);
      const key = new URL(url);
      if (revision) {
        key.searchParams.set(REVISION, revision);
      }
      this.#keys.set(url.href, key.href);
    }
  }

  /** Fetches what is missing; rejects if anything cannot be had. */
  async install() {
    const present = await shell.urls();
    const missing = [...this.#keys].filter(([, key]) => !present.has(key));
    const lane = async () => {
      for (let next = missing.shift(); next; next = missing.shift()) {
        await this.#fetch(...next);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_FETCHES }, lane));
  }

  /**
   * Removes the entries of earlier versions.
   *
   * @param {{hashed: boolean}} options whether hashed files go, too; a page that is still open may
   *     have to load some of its own
   */
  async prune({ hashed }) {
    const current = new Set(this.#keys.values());
    for (const key of await shell.urls()) {
      if (!current.has(key) && (hashed || key.includes(REVISION))) {
        await shell.delete(key);
      }
    }
  }

  /**
   * @param {string | URL} address of a page or file, as a server would resolve it: a folder is its
   *     index.html, and hosts that hide ".html" have it added
   * @returns {Promise<Response | undefined>}
   */
  async match(address) {
    const url = new URL(address);
    url.search = url.hash = "";
    const names = url.pathname.endsWith("/") ? ["index.html"] : ["", ".html", "/index.html"];
    for (const name of names) {
      const key = this.#keys.get(url.href + name);
      if (key) {
        return shell.match(key);
      }
    }
    // A hashed file of an earlier version; no other key is a mere URL.
    return shell.match(url.href);
  }

  async #fetch(url, key) {
    // A page's URL outlives its content, so the HTTP cache has to ask the server; a hashed one not.
    const response = await fetch(url, { cache: key === url ? "default" : "no-cache" });
    if (!response.ok) {
      throw new Error(`${url}: ${response.status}`);
    }
    // A response that was redirected (hosts that hide ".html") must not answer a navigation.
    const { headers } = response;
    await shell.put(key, new Response(await response.arrayBuffer(), { headers }));
  }
}
