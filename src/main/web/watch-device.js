import { say } from "./say.js";

/** How often a graphics processor is asked for a sign of life, and how long it may take. */
const ASK_MS = 5_000;
const SILENT_MS = 60_000;

/** @type {WeakSet<any>} */
const watched = new WeakSet();

/**
 * Tells when a graphics processor is lost or does not answer any more: what runs on it then may wait
 * for ever. https://www.w3.org/TR/webgpu/#device-loss
 *
 * @param {any} device the GPUDevice that ONNX Runtime computes with
 * @param {(reason: string) => void} onLost called once, if ever
 */
export function watchDevice(device, onLost) {
  if (!device || watched.has(device)) {
    return;
  }
  watched.add(device);
  let timer = setTimeout(ask, ASK_MS);

  function end(reason) {
    clearTimeout(timer);
    timer = undefined;
    onLost(reason);
  }

  async function ask() {
    timer = setTimeout(() => end(say("reason.silent")), SILENT_MS);
    await device.queue.onSubmittedWorkDone().catch(() => {});
    if (timer !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(ask, ASK_MS);
    }
  }

  device.lost.then(({ message }) => {
    if (timer !== undefined) {
      end(message.split("\n")[0].slice(0, 90) || say("reason.taken"));
    }
  });
}
