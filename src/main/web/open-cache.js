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
 * some private windows refuse to open it, a full one refuses to write. What is in memory lives as
 * long as this page or worker.
 */
class ByteCache {
  /**
   * Why something is in memory only: the browser has no storage for this page, has no room, or could
   * not write. Empty if all is kept.
   *
   * @type {"" | "none" | "full" | "broken"}
   */
  spilled = "";

  #name;
  #disk;
  /** @type {Map<string, Response>} */
  #memory = new Map();

  constructor(name) {
    this.#name = name;
  }

  /** @returns {Promise<Cache | undefined>} */
  #open() {
    // Firefox has `caches` in private windows, but refuses to open one; in a sandboxed frame, the mere
    // look at it throws.
    this.#disk ??= (async () => globalThis.caches?.open(this.#name))().catch(() => undefined);
    return this.#disk;
  }

  /** @param {string | URL} url */
  async match(url) {
    const disk = await this.#open();
    // A disk that fails to read is as good as one without the entry.
    const stored = await disk?.match(url).catch(() => undefined);
    return stored ?? this.#memory.get(String(url))?.clone();
  }

  /**
   * Whether there is such an entry. A body that nobody reads keeps the entry's file open: what the browser
   * adds to it, the code that it has compiled, is lost if it ends before.
   *
   * @param {string | URL} url
   */
  async has(url) {
    const stored = await this.match(url);
    await stored?.body?.cancel();
    return stored !== undefined;
  }

  /**
   * Stores a whole entry or none, and looks whether it is there.
   *
   * @param {string | URL} url
   * @param {Response | Uint8Array} body a response must be complete already, and is stored as 200
   * @param {() => Promise<void>} [makeRoom] called when the disk is full; then it is tried again
   */
  async put(url, body, makeRoom) {
    const bytes = body instanceof Response ? new Uint8Array(await body.arrayBuffer()) : body;
    const headers = body instanceof Response ? body.headers : undefined;
    let reason = await this.#write(url, bytes, headers);
    if (reason === "full" && makeRoom) {
      // If it cannot, there is memory.
      await makeRoom().catch(() => {});
      reason = await this.#write(url, bytes, headers);
    }
    if (reason) {
      this.spilled = reason;
      this.#memory.set(String(url), new Response(bytes, { headers }));
    } else {
      this.#memory.delete(String(url));
    }
  }

  /** @returns {Promise<"" | "none" | "full" | "broken">} why it was not written */
  async #write(url, bytes, headers) {
    const disk = await this.#open();
    if (!disk) {
      return "none";
    }
    try {
      await disk.put(url, new Response(bytes, { headers }));
      const written = await disk.match(url);
      if ((await written?.blob())?.size === bytes.length) {
        return "";
      }
      await disk.delete(url);
      return "broken";
    } catch (error) {
      return error.name === "QuotaExceededError" ? "full" : "broken";
    }
  }

  /** @param {string | URL} url */
  async delete(url) {
    this.#memory.delete(String(url));
    if (this.#memory.size === 0) {
      this.spilled = "";
    }
    await (await this.#open())?.delete(url);
  }

  /** @returns {Promise<Set<string>>} the absolute URLs of all entries */
  async urls() {
    const requests = (await (await this.#open())?.keys()) ?? [];
    return new Set([...requests.map((request) => request.url), ...this.#memory.keys()]);
  }
}
