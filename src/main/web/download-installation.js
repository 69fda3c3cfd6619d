import { loadCatalog } from "./catalog.js";
import { OvenbirdError } from "./errors.js";
import { fetchBytes } from "./fetch-bytes.js";
import { inLanes } from "./in-lanes.js";
import { collectUnused, measureRuntime, noteInstalled } from "./installation.js";
import { openCache } from "./open-cache.js";
import { fetches } from "./semaphore.js";
import { download, readWhileArriving, status } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

/**
 * Brings a model in one dtype, and its runtime, onto the device: scripts, wasm, shards. What is there
 * already is counted and not fetched.
 *
 * @param {import("./installation.js").Installation} installation
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(progress: {received: number, total: number}) => void} [options.onProgress] bytes
 * @param {() => void} [options.onRuntime] called when the runtime is complete
 */
export async function downloadInstallation(installation, options = {}) {
  const { signal, onProgress, onRuntime } = options;
  const { entry, runtime, dtype } = installation;
  const paths = entry.dtypes[dtype].files;
  const [ofRuntime, [ofModel]] = await Promise.all([
    measureRuntime(runtime),
    status(entry.pack, [paths]),
  ]);
  const total = ofRuntime.total + ofModel.total;
  const received = { runtime: ofRuntime.stored, model: ofModel.stored };
  const report = (change) => {
    Object.assign(received, change);
    onProgress?.({ received: received.runtime + received.model, total });
  };
  const makeRoom = once(async () => collectUnused(await loadCatalog()));
  // The runtime is the first in line, to be compiled while the model arrives.
  const begun = Promise.withResolvers();
  const ofBoth = [
    (any) =>
      downloadRuntime(runtime, {
        signal: any,
        makeRoom,
        onProgress(bytes) {
          begun.resolve();
          report({ runtime: bytes });
        },
      })
        .then(onRuntime)
        .finally(begun.resolve),
    async (any) => {
      await begun.promise;
      any.throwIfAborted();
      const onShard =
        ofModel.stored < ofModel.total ? readWhileArriving(entry.pack, paths, any) : undefined;
      const progress = (bytes) => report({ model: bytes });
      await download(entry.pack, { paths, signal: any, makeRoom, onProgress: progress, onShard });
    },
  ];
  await inLanes(ofBoth.length, ofBoth, signal, (part, any) => part(any));
  await noteInstalled(installation);
}

function once(action) {
  let done;
  return () => (done ??= action());
}

/**
 * @param {import("./catalog.js").RuntimeEntry} runtime
 * @param {object} [options]
 * @param {AbortSignal} [options.signal]
 * @param {(received: number) => void} [options.onProgress] bytes of scripts and wasm on the device
 * @param {() => Promise<void>} [options.makeRoom] called when the disk is full
 */
export async function downloadRuntime(runtime, { signal, onProgress, makeRoom } = {}) {
  const progress = (received) => onProgress?.(received + runtime.scriptBytes);
  const parts = [
    (any) => download(runtime.pack, { signal: any, onProgress: progress, makeRoom }),
    ...runtime.scripts.map((script) => (any) => downloadScript(script, any, makeRoom)),
  ];
  await inLanes(parts.length, parts, signal, (part, any) => part(any));
}

async function downloadScript(script, signal, makeRoom) {
  const cache = openCache("runtime");
  const url = new URL(script, siteRoot);
  if ((await openCache("shell").match(url.href)) || (await cache.match(url.href))) {
    return;
  }
  const options = { signal, check: checkScript(script) };
  const bytes = await fetches.hold(1, signal, () => fetchBytes(url, options));
  const headers = { "Content-Type": "text/javascript" };
  await cache.put(url.href, new Response(bytes, { headers }), makeRoom);
}

/** A script has no hash to check; a page that a captive portal sent instead has another type. */
function checkScript(file) {
  return (bytes, headers) => {
    if (!headers.get("Content-Type")?.includes("javascript")) {
      throw new OvenbirdError("OB-HASH", { file });
    }
  };
}
