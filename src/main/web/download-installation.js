import { loadCatalog } from "./catalog.js";
import { inLanes } from "./in-lanes.js";
import { collectUnused, measureRuntime, noteInstalled } from "./installation.js";
import { download, readWhileArriving, status } from "./shard-store.js";

/**
 * Brings a model in one dtype, and its runtime, onto the device. What is there
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
 * @param {(received: number) => void} [options.onProgress] bytes of it on the device
 * @param {() => Promise<void>} [options.makeRoom] called when the disk is full
 */
export function downloadRuntime({ pack }, options) {
  return download(pack, options);
}
