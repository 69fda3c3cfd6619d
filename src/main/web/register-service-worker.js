import { hasServiceWorker } from "./settings.js";
import { siteRoot } from "./site-root.js";
import { watchForUpdate } from "./watch-for-update.js";
import { tellControlled } from "./when-controlled.js";

let refused = !hasServiceWorker || !("serviceWorker" in navigator);

/** Without a service worker all works, but not offline: private windows may have none. */
export async function registerServiceWorker() {
  if (refused) {
    return;
  }
  try {
    // In a sandboxed frame, the mere look at it throws.
    const registration = await navigator.serviceWorker.register(new URL("sw.js", siteRoot), {
      type: "module",
      // Hosts let scripts be cached for minutes or hours; a new version is not to wait for that.
      updateViaCache: "none",
    });
    watchForUpdate(registration);
    reportMissingIsolation();
  } catch (error) {
    refused = true;
    tellControlled(false);
    console.warn("The site will not work offline:", error);
  }
}

/** Whether readers may be told that they will need no network; as far as it is known by now. */
export function willWorkOffline() {
  return !refused;
}

/**
 * A browser that does not know the embedder policy "credentialless" takes it for none; only the page
 * can see that. The service worker then sends the other policy from the next page on.
 */
function reportMissingIsolation() {
  if (!globalThis.crossOriginIsolated && window === window.top) {
    navigator.serviceWorker.controller?.postMessage({ type: "not-isolated" });
  }
}
