import { siteRoot } from "./site-root.js";

/** @type {Map<string, ByteCache>} */
const opened = new Map();

/**
 * Everything published under one host (all of `user.github.io`) shares one origin, so the name
 * carries the site's path, and no other cache is ever touched.
 *
 * @param {"shell" | "runtime" | "shards"} kind
 */
export const cacheName = (kind) => `ovenbird:${siteRoot.pathname}:${kind}`;

/**
 * One of this site's caches.
 *
 * @param {"shell" | "runtime" | "shards"} kind
 * @returns {ByteCache}
 */
export function openCache(kind) {
  if (!opened.has(kind)) {
    opened.set(kind, new ByteCache(cacheName(kind)));
  }
  return opened.get(kind);
}

/**
 * The browser's Cache, and memory for what it does not take: on an insecure origin there is none,
 * and a full one refuses. What is in memory lives as long as this page or worker.
 */
class ByteCache {
  #name;
  #disk;
  /** @type {Map<string, Response>} */
  #memory = new Map();

  constructor(name) {
    this.#name = name;
  }

  /** Whether the browser refused to keep something. */
  get spilled() {
    return this.#memory.size > 0;
  }

  /** @returns {Promise<Cache | undefined>} */
  #open() {
    // Firefox has `caches` in private windows, but refuses to open one.
    this.#disk ??= Promise.resolve(globalThis.caches?.open(this.#name)).catch(() => undefined);
    return this.#disk;
  }

  /** @param {string | URL} url */
  async match(url) {
    const disk = await this.#open();
    return (await disk?.match(url)) ?? this.#memory.get(String(url))?.clone();
  }

  /**
   * @param {string | URL} url
   * @param {Response} response its body must be complete already: Cache.put of a stream that breaks
   *     off is an error, never half an entry
   */
  async put(url, response) {
    const disk = await this.#open();
    const spare = response.clone();
    try {
      if (disk) {
        await disk.put(url, response);
        spare.body?.cancel();
        return;
      }
    } catch (error) {
      if (error.name !== "QuotaExceededError") {
        throw error;
      }
    }
    this.#memory.set(String(url), spare);
  }

  /** @param {string | URL} url */
  async delete(url) {
    this.#memory.delete(String(url));
    await (await this.#open())?.delete(url);
  }

  /** @returns {Promise<Set<string>>} the absolute URLs of all entries */
  async urls() {
    const requests = (await (await this.#open())?.keys()) ?? [];
    return new Set([...requests.map((request) => request.url), ...this.#memory.keys()]);
  }
}
