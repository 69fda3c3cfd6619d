import { readFile } from "./shard-store.js";

/** @type {Map<string, Promise<Uint8Array>>} */
const files = new Map();
const keyOf = (pack, path) => JSON.stringify([pack, path]);

/** Reads the files of a model before they are asked for; each is handed out once and not kept. */
export const readAhead = {
  /**
   * @param {string} pack
   * @param {string[]} paths
   */
  begin(pack, paths) {
    for (const path of paths) {
      const file = readFile(pack, path);
      // Whoever asks for it gets the error.
      file.catch(() => {});
      files.set(keyOf(pack, path), file);
    }
  },

  /** As `readFile`; ahead of it, if it has begun. @type {typeof readFile} */
  read(pack, path, range, options) {
    const key = keyOf(pack, path);
    const file = range ? undefined : files.get(key);
    if (file) {
      files.delete(key);
    }
    return file ?? readFile(pack, path, range, options);
  },

  /** Forgets what nobody has asked for. */
  end() {
    files.clear();
  },
};
