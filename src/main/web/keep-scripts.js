import { openCache } from "./open-cache.js";
import { findFile, readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/**
 * Lays the scripts of a runtime, which come in its pack, under the addresses that they are imported
 * from. There the service worker finds them, and the browser keeps what it has compiled of them.
 *
 * @param {import("./catalog.js").RuntimeEntry} runtime
 */
export async function keepScripts({ pack, scripts }) {
  await Promise.all(scripts.map((script) => keepScript(pack, script)));
}

async function keepScript(pack, script) {
  const cache = openCache("runtime");
  const url = new URL(script, siteRoot).href;
  const name = script.split("/").pop();
  // Packs of earlier versions have none.
  if ((await cache.has(url)) || !(await findFile(pack, name))) {
    return;
  }
  const headers = { "Content-Type": "text/javascript" };
  await cache.put(url, new Response(await readFile(pack, name), { headers }));
}
