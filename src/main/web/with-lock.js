/** @type {Map<string, Promise<unknown>>} the last in line, where the browser has no locks */
const lines = new Map();

/**
 * Runs an action while no other tab, worker or service worker of this origin runs one under the same
 * name; whatever ends it ends the lock. Locks are for secure contexts. Elsewhere nothing is stored,
 * so that there is nothing to share with other tabs, and standing in line here is enough.
 *
 * @template T
 * @param {string} name
 * @param {object} options
 * @param {AbortSignal} [options.signal] ends the wait, not the action
 * @param {"exclusive" | "shared"} [options.mode] any number may hold it shared
 * @param {boolean} [options.ifAvailable] gives up at once if another holds it
 * @param {() => Promise<T>} action
 * @returns {Promise<T | undefined>} undefined: it was given up
 */
export async function withLock(name, { signal, mode = "exclusive", ifAvailable = false }, action) {
  let answered = false;
  try {
    if (navigator.locks) {
      // A request that is not to wait cannot have a signal.
      const options = ifAvailable ? { mode, ifAvailable } : { mode, signal };
      return await navigator.locks.request(name, options, (lock) => {
        answered = true;
        return lock ? action() : undefined;
      });
    }
  } catch (error) {
    // Where the reader blocks all that sites may keep, locks are there and are denied.
    if (answered || error.name !== "SecurityError") {
      throw error;
    }
  }
  if (mode === "shared") {
    return action();
  }
  if (ifAvailable && lines.has(name)) {
    return undefined;
  }
  return standInLine(name, signal, action);
}

function standInLine(name, signal, action) {
  const before = lines.get(name) ?? Promise.resolve();
  const done = before.then(() => {
    signal?.throwIfAborted();
    return action();
  });
  const settled = done.then(
    () => {},
    () => {},
  );
  lines.set(name, settled);
  settled.then(() => {
    if (lines.get(name) === settled) {
      lines.delete(name);
    }
  });
  return done;
}
