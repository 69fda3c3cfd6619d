import { hasServiceWorker } from "./settings.js";

/** A first visit's service worker may take so long to be there. */
const LONGEST_MS = 4000;

const told = Promise.withResolvers();
/** @type {Promise<boolean> | undefined} */
let waiting;

/**
 * Waits for the service worker of a first visit. From then on, scripts that were downloaded are imported
 * from this device and not once more from the network.
 *
 * @returns {Promise<boolean>} whether there is one that answers requests of this page or worker
 */
export function whenControlled() {
  waiting ??= globalThis.document ? Promise.race([told.promise, wait()]) : told.promise;
  return waiting;
}

/**
 * Ends the wait: a page that can have none knows it, and a worker cannot see it by itself.
 *
 * @param {boolean} controlled
 */
export function tellControlled(controlled) {
  told.resolve(controlled);
}

async function wait() {
  const container = hasServiceWorker ? serviceWorkers() : undefined;
  // After a reload that goes past the service worker, there is an active one and it stays away.
  const registration = container?.controller ? undefined : await container?.getRegistration();
  if (!container || registration?.active?.state === "activated") {
    return false;
  }
  if (!container.controller) {
    await new Promise((resolve) => {
      container.addEventListener("controllerchange", resolve, { once: true });
      setTimeout(resolve, LONGEST_MS);
    });
  }
  return container.controller !== null;
}

function serviceWorkers() {
  try {
    return navigator.serviceWorker;
  } catch {
    // A sandboxed frame.
    return undefined;
  }
}
