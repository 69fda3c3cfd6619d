import { siteRoot } from "./site-root.js";

/**
 * What was said to a model, on this device only. Sites that share an origin, as those of one GitHub
 * user do, have histories of their own.
 *
 * @typedef {import("./generate-text.js").Message & {note?: string}} Remembered
 *     note: how the answer was computed, in words
 */

/** More is neither read by a model nor by a person; the browser gives all histories 5 MB. */
const MOST_MESSAGES = 400;

/** @param {string} model */
export const historyKey = (model) => `ovenbird-chat:${siteRoot.pathname}:${model}`;

/**
 * @param {string} model
 * @returns {Remembered[]} the oldest first; empty where nothing can be kept
 */
export function readHistory(model) {
  try {
    const kept = JSON.parse(localStorage.getItem(historyKey(model)) ?? "[]");
    return kept.filter(isMessage);
  } catch {
    return [];
  }
}

/**
 * @param {string} model
 * @param {Remembered[]} messages
 * @returns {boolean} whether it is kept: a browser may forbid that, and has room for so much only
 */
export function writeHistory(model, messages) {
  try {
    if (messages.length === 0) {
      localStorage.removeItem(historyKey(model));
    } else {
      localStorage.setItem(historyKey(model), JSON.stringify(messages.slice(-MOST_MESSAGES)));
    }
    return true;
  } catch {
    return false;
  }
}

function isMessage(message) {
  return ["user", "assistant"].includes(message?.role) && typeof message.content === "string";
}
