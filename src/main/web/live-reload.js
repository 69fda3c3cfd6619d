import { hideProblems, showProblems } from "./error-overlay.js";

/**
 * While a site is written: follows its builds, from `serve`, which puts this script into the pages it
 * sends and into no others. A build that failed is told above the page of the one before. A page that a
 * build changed is loaded again; of one in which only styles changed, only these are.
 */

const own = document.querySelector("script[data-ovenbird-build]");

/** The build that is shown. */
let shown = own.dataset.ovenbirdBuild;

/** The page as it was sent: scripts have changed it since. */
let sent = fetchPage();

let events;
let queue = Promise.resolve();

/** A browser opens six connections to a host: a tab that nobody sees is to hold none of them. */
function connectWhileVisible() {
  if (document.visibilityState === "hidden") {
    events?.close();
    events = undefined;
  } else if (!events) {
    events = new EventSource(new URL("events", import.meta.url));
    events.addEventListener("message", ({ data }) => {
      // One after the other, and a page that cannot be fetched now is told of the next build.
      queue = queue.then(() => receive(JSON.parse(data))).catch(() => {});
    });
  }
}

async function receive({ build, after, pagesTell, problems }) {
  if (problems.length > 0) {
    showProblems(problems);
    return;
  }
  hideProblems();
  if (build === shown) {
    return;
  }
  const before = await sent;
  const now = fetchPage();
  const page = await now;
  const canTell = pagesTell && after === shown && buildOf(before) === shown;
  if (!canTell || text(before) !== text(page)) {
    location.reload();
    return;
  }
  shown = build;
  sent = now;
  renewStyles(page);
}

async function fetchPage() {
  const response = await fetch(location.href, { cache: "no-store" });
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function buildOf(page) {
  return page.querySelector("script[data-ovenbird-build]")?.dataset.ovenbirdBuild;
}

/** What two versions of a page must have in common for their styles to be exchanged. */
function text(page) {
  const copy = page.documentElement.cloneNode(true);
  const differing =
    "script[data-ovenbird-build], meta[name=ovenbird-revision], link[rel=stylesheet]";
  copy.querySelectorAll(differing).forEach((node) => node.remove());
  return copy.outerHTML;
}

function renewStyles(page) {
  const select = (root) => [...root.querySelectorAll("link[rel=stylesheet]")];
  const fresh = select(page);
  const current = select(document);
  if (fresh.length !== current.length) {
    location.reload();
    return;
  }
  current.forEach((link, at) => renewStyle(link, fresh[at]));
}

/** The old one stays until the new one is there, so that the page is never without. */
function renewStyle(link, fresh) {
  const url = new URL(fresh.getAttribute("href"), document.baseURI);
  const isHashed = url.pathname.includes("/_ovenbird/app/");
  if (url.href === link.href && isHashed) {
    return;
  }
  if (!isHashed) {
    url.searchParams.set("build", shown);
  }
  const next = document.importNode(fresh);
  next.href = url;
  next.addEventListener("load", () => link.remove());
  link.after(next);
}

document.addEventListener("visibilitychange", connectWhileVisible);
// A page that comes back from the browser's memory may be of an earlier build.
window.addEventListener("pageshow", connectWhileVisible);
window.addEventListener("pagehide", () => {
  events?.close();
  events = undefined;
});
connectWhileVisible();
