import { createNode } from "./create-node.js";
import { say } from "./say.js";

const SHOWN_MS = 2_000;

/**
 * Gives each block of code a button that copies it, where the browser lets pages copy. Line numbers
 * are no text of the block, and so are not copied.
 */
export function addCopyButtons() {
  if (!navigator.clipboard) {
    // Not given to pages without encryption.
    return;
  }
  // One for all: what it is told is read out without taking the focus.
  const status = createNode("p", { className: "visually-hidden", role: "status" });
  document.body.append(status);
  for (const figure of document.querySelectorAll("figure.code")) {
    figure.append(copyButton(figure, status));
  }
}

/**
 * @param {Element} figure
 * @param {HTMLElement} status
 */
function copyButton(figure, status) {
  const title = figure.querySelector("figcaption")?.textContent ?? say("copy.this");
  const button = createNode("button", {
    type: "button",
    className: "code-copy",
    "aria-label": say("copy.what", title),
    textContent: say("copy"),
  });
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    // Said twice in a row, it would not be heard the second time.
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(figure.querySelector("code")?.textContent ?? "");
      button.textContent = say("copied");
      status.textContent = say("copied.what", title);
    } catch {
      button.textContent = say("copied.not");
      status.textContent = say("copied.denied");
    }
    timer = setTimeout(() => {
      button.textContent = say("copy");
    }, SHOWN_MS);
  });
  return button;
}
