import { openCache } from "./open-cache.js";
import { candidates } from "./precache.js";
import { siteRoot } from "./site-root.js";

const OPENER = "Cross-Origin-Opener-Policy";
const EMBEDDER = "Cross-Origin-Embedder-Policy";
const runtime = openCache("runtime");
const noteUrl = new URL("_ovenbird/embedder-policy", siteRoot).href;
const threads = new URL("_ovenbird/runtime/", siteRoot).href;

/**
 * Gives pages the headers that many hosts cannot send, and without which there are no threads in
 * WebAssembly: https://web.dev/articles/coop-coep
 *
 * A reader's very first page comes before the service worker, without them. It stays as it is and
 * computes in one thread; the next page, or this one after a reload, has them. To reload it by itself
 * could take away what somebody has begun to write, or a download.
 *
 * The embedder policy is "credentialless", under which pictures of other sites still appear. Safari
 * does not know it; a page that finds itself without isolation says so, and from then on all get
 * "require-corp", under which each file of another site has to allow being used. Pages that keep to
 * the policy that the build gives them load none.
 */
export class Isolation {
  #on;
  #except;
  #threadPolicy;
  /** Ids of the pages that were answered with the headers, while this worker runs. */
  #pages = new Set();
  /** @type {Promise<string> | undefined} */
  #embedderPolicy;

  /** @param {{except: string[], threadPolicy: string} | null} settings null: it is turned off */
  constructor(settings) {
    this.#on = settings !== null;
    this.#except = new Set(settings?.except.map((path) => new URL(path, siteRoot).href));
    this.#threadPolicy = settings?.threadPolicy;
  }

  /**
   * @param {FetchEvent} event
   * @param {Response} response to a page or a worker; to anything else it is given back
   * @returns {Promise<Response>}
   */
  async apply({ request, resultingClientId }, response) {
    const isWorker = request.destination === "worker" || request.destination === "sharedworker";
    const isPage = request.mode === "navigate";
    // A redirect has no headers to change.
    if (!this.#on || !(isWorker || isPage) || response.status === 0) {
      return response;
    }
    const headers = new Headers(response.headers);
    if (isPage && candidates(request.url).some((url) => this.#except.has(url))) {
      // The host may have sent them.
      headers.delete(OPENER);
      headers.delete(EMBEDDER);
    } else {
      headers.set(OPENER, "same-origin");
      headers.set(EMBEDDER, await this.#policy());
      this.#pages.add(resultingClientId);
    }
    if (isWorker && request.url.startsWith(threads)) {
      headers.set("Content-Security-Policy", this.#threadPolicy);
    }
    const { status, statusText } = response;
    return new Response(response.body, { status, statusText, headers });
  }

  /**
   * Takes the other embedder policy from now on.
   *
   * @param {string} page the id of one that had the headers, and yet is not isolated
   */
  async giveUpCredentialless(page) {
    if (this.#pages.has(page)) {
      this.#embedderPolicy = Promise.resolve("require-corp");
      await runtime.put(noteUrl, new Response("require-corp"));
    }
  }

  #policy() {
    const read = async () => (await runtime.match(noteUrl))?.text();
    this.#embedderPolicy ??= read().then((noted) => noted ?? "credentialless");
    return this.#embedderPolicy;
  }
}
