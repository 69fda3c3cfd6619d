import { OvenbirdError } from "./errors.js";
import { fetchBytes } from "./fetch-bytes.js";
import { measureRuntime, noteInstalled } from "./installation.js";
import { openCache } from "./open-cache.js";
import { download, status } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/**
 * Brings a model in one dtype, and its runtime, onto the device: scripts, wasm, shards. What is there
 * already is counted and not fetched.
 *
 * @param {import("./installation.js").Installation} installation
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(progress: {received: number, total: number}) => void} [options.onProgress] bytes
 */
export async function downloadInstallation(installation, { signal, onProgress } = {}) {
  const { entry, runtime, dtype } = installation;
  const paths = entry.dtypes[dtype].files;
  const [ofRuntime, [ofModel]] = await Promise.all([
    measureRuntime(runtime),
    status(entry.pack, [paths]),
  ]);
  const total = ofRuntime.total + ofModel.total;
  await downloadRuntime(runtime, {
    signal,
    onProgress: (received) => onProgress?.({ received: received + ofModel.stored, total }),
  });
  await download(entry.pack, {
    paths,
    signal,
    onProgress: (received) => onProgress?.({ received: received + ofRuntime.total, total }),
  });
  await noteInstalled(installation);
}

/**
 * @param {import("./catalog.js").RuntimeEntry} runtime
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(received: number) => void} [options.onProgress] bytes of scripts and wasm on the device
 */
export async function downloadRuntime(runtime, { signal, onProgress } = {}) {
  const cache = openCache("runtime");
  for (const script of runtime.scripts) {
    const url = new URL(script, siteRoot);
    const precached = await openCache("shell").match(url.href);
    if (!precached && !(await cache.match(url.href))) {
      const bytes = await fetchBytes(url, { signal, check: checkScript(script) });
      const headers = { "Content-Type": "text/javascript" };
      await cache.put(url.href, new Response(bytes, { headers }));
    }
  }
  await download(runtime.pack, {
    signal,
    onProgress: (received) => onProgress?.(received + runtime.scriptBytes),
  });
}

/** A script has no hash to check; a page that a captive portal sent instead has another type. */
function checkScript(file) {
  return (bytes, headers) => {
    if (!headers.get("Content-Type")?.includes("javascript")) {
      throw new OvenbirdError("OB-HASH", { file });
    }
  };
}
