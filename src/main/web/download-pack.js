import { OvenbirdError } from "./errors.js";
import { inLanes } from "./in-lanes.js";
import { obtainShard } from "./obtain-shard.js";
import { openCache } from "./open-cache.js";
import { packUrl, readManifest, shardsOf, shardUrl, storedBytes } from "./pack-manifest.js";
import { withLock } from "./with-lock.js";

const PARALLEL_FETCHES = 4;
/** How often what was removed during a download is fetched once more. */
const PASSES = 3;
const shards = openCache("shards");

/**
 * @param {string} pack
 * @param {(string[] | undefined)[]} selections lists of files to measure; undefined: the whole pack
 * @returns {Promise<{stored: number, total: number}[]>} bytes as stored, for each selection; a shard
 *     that several of its files share counts once. The manifest is fetched, but not kept, if it is
 *     not on the device
 */
export async function status(pack, selections) {
  const manifest = await readManifest(pack, { attempts: 1 });
  const present = await shards.urls();
  return selections.map((paths) => {
    const wanted = shardsOf(manifest, paths);
    const total = storedBytes(manifest, wanted);
    const here = wanted.filter((sha) => present.has(shardUrl(sha)));
    return { stored: storedBytes(manifest, here), total };
  });
}

/**
 * Fetches what is missing. Shards that are there already are not fetched again, and two tabs that
 * want the same pack share the work. The pack is safe from being collected meanwhile.
 *
 * @param {string} pack
 * @param {object} [options]
 * @param {string[]} [options.paths] only these files of the pack
 * @param {AbortSignal} [options.signal]
 * @param {(stored: number) => void} [options.onProgress] bytes of them on the device, by now
 * @param {(sha: string) => void} [options.onShard] called for each shard of them on the device
 * @param {() => Promise<void>} [options.makeRoom] called when the disk is full
 */
export function download(pack, { paths, signal, onProgress, onShard, makeRoom } = {}) {
  return withLock(packLock(pack), { signal, mode: "shared" }, async () => {
    const manifest = await readManifest(pack, { signal, keep: true });
    const wanted = shardsOf(manifest, paths);
    let missing = await absent(wanted);
    let received = storedBytes(manifest, wanted) - storedBytes(manifest, missing);
    const onBytes = (delta) => onProgress?.((received += delta));
    onBytes(0);
    const waited = new Set(missing);
    wanted.filter((sha) => !waited.has(sha)).forEach((sha) => onShard?.(sha));
    for (let pass = 1; missing.length > 0; pass++) {
      if (pass > PASSES) {
        throw new OvenbirdError("OB-MISSING", { file: manifest.name });
      }
      await inLanes(PARALLEL_FETCHES, missing, signal, async (sha, any) => {
        await obtainShard(sha, manifest.shards[sha], { signal: any, onBytes, makeRoom });
        onShard?.(sha);
      });
      missing = await absent(wanted);
      if (missing.length > 0) {
        onBytes(-storedBytes(manifest, missing));
      }
    }
  });
}

/** Held shared by who downloads, and alone by who removes what nobody needs. */
export const packLock = (pack) => `ovenbird:${packUrl(pack)}`;

async function absent(shas) {
  const present = await shards.urls();
  return shas.filter((sha) => !present.has(shardUrl(sha)));
}
