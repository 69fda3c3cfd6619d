import { packLock } from "./download-pack.js";
import { openCache } from "./open-cache.js";
import { packUrl, readManifest, shardsOf, shardUrl, storedManifests } from "./pack-manifest.js";
import { siteRoot } from "./site-root.js";
import { withLock } from "./with-lock.js";

const shards = openCache("shards");

/**
 * Removes a pack, except for shards that another stored pack shares.
 *
 * @param {string} pack
 */
export async function remove(pack) {
  await shards.delete(packUrl(pack));
  await sweep(new Map());
}

/**
 * Removes all but this, and what is being downloaded.
 *
 * @param {{pack: string, paths?: string[]}[]} kept of each pack these files, or all
 */
export async function collect(kept) {
  /** @type {Map<string, string[] | undefined>} */
  const files = new Map();
  for (const { pack, paths } of kept) {
    const url = packUrl(pack);
    const others = files.has(url) ? files.get(url) : [];
    files.set(url, paths && others && [...others, ...paths]);
  }
  for (const url of await storedManifests()) {
    if (!files.has(url)) {
      await withLock(packLock(url), { ifAvailable: true }, () => shards.delete(url));
    } else if (files.get(url) && !(await withLock(packLock(url), { ifAvailable: true }, isTrue))) {
      files.set(url, undefined);
    }
  }
  await sweep(files);
}

const isTrue = async () => true;

/** @param {Map<string, string[] | undefined>} files by manifest, where not all are to be kept */
async function sweep(files) {
  const used = new Set();
  for (const url of await storedManifests()) {
    const pack = url.slice(siteRoot.href.length);
    const manifest = await readManifest(pack, { attempts: 1 }).catch(() => undefined);
    if (!manifest) {
      // What it names is not known, so that nothing may go.
      return;
    }
    shardsOf(manifest, files.get(url)).forEach((sha) => used.add(shardUrl(sha)));
  }
  for (const url of await shards.urls()) {
    if (url.startsWith(shardUrl("")) && !used.has(url)) {
      await shards.delete(url);
    }
  }
}
