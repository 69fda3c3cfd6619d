import { createNode } from "./create-node.js";

const HOUR_MS = 3_600_000;

/**
 * A new version of the site is fetched in the background while pages show the old one, and is ready
 * when it waits. It takes over when all pages are closed, or when a reader wants it. Only the page in
 * which they say so is reloaded: in others there may be a download under way, or text that was not
 * sent. Those go on with their own files, which are kept until no page is open any more.
 *
 * @param {ServiceWorkerRegistration} registration
 */
export function watchForUpdate(registration) {
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => {
      // The first one ever does not wait: nothing is there to wait for.
      if (worker.state === "installed" && registration.active) {
        offer(registration);
      }
    });
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  if (registration.waiting) {
    offer(registration);
  }
  checkWhenShown(registration);
}

/** A browser looks for a new version when a page is opened; this does for one that stays open. */
function checkWhenShown(registration) {
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - last >= HOUR_MS) {
      last = Date.now();
      registration.update().catch(() => {});
    }
  });
}

async function offer(registration) {
  const template = document.querySelector("template#ovenbird-update");
  if (template && !document.querySelector(".update") && !(await isCurrent(registration.waiting))) {
    // Readers of screens are told of what is put into a status, not of one that appears.
    const bar = createNode("div", { className: "update", role: "status" });
    document.body.append(bar);
    await new Promise(requestAnimationFrame);
    bar.append(template.content.cloneNode(true));
    bar.querySelector("[name=use]").addEventListener("click", () => use(registration));
    bar.querySelector("[name=later]").addEventListener("click", () => bar.remove());
  }
}

/** Whether the new version has this very page, too, so that there is nothing to ask. */
async function isCurrent(worker) {
  const revision = document.querySelector("meta[name=ovenbird-revision]")?.content;
  if (!worker || !revision) {
    return false;
  }
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  worker.postMessage({ type: "shown", revision }, [port2]);
  return answer;
}

async function use({ waiting }) {
  // If it waits no longer, another page has let it in.
  if (waiting) {
    const changed = new Promise((resolve) => {
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    });
    waiting.postMessage({ type: "activate" });
    await changed;
  }
  location.reload();
}
