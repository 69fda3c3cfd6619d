/** So much of something, shared in the order in which it is asked for. */
class Semaphore {
  #free;
  #capacity;
  /** @type {{share: number, resolve: () => void}[]} the first in line first */
  #waiting = [];

  constructor(capacity) {
    this.#free = this.#capacity = capacity;
  }

  /**
   * Runs an action once its share is free. One that asks for more than there is runs alone.
   *
   * @template T
   * @param {number} amount
   * @param {AbortSignal | undefined} signal ends the wait, not the action
   * @param {() => Promise<T>} action
   * @returns {Promise<T>}
   */
  async hold(amount, signal, action) {
    signal?.throwIfAborted();
    const share = Math.min(amount, this.#capacity);
    if (this.#waiting.length > 0 || share > this.#free) {
      await this.#standInLine(share, signal);
    } else {
      this.#free -= share;
    }
    try {
      return await action();
    } finally {
      this.#free += share;
      this.#serve();
    }
  }

  #standInLine(share, signal) {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(one), 1);
        reject(signal.reason);
        this.#serve();
      };
      const one = {
        share,
        resolve() {
          signal?.removeEventListener("abort", leave);
          resolve();
        },
      };
      this.#waiting.push(one);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  #serve() {
    while (this.#waiting.length > 0 && this.#waiting[0].share <= this.#free) {
      const { share, resolve } = this.#waiting.shift();
      this.#free -= share;
      resolve();
    }
  }
}

/** Bytes that downloads and reads may hold in memory, beside the files that they make. */
export const memory = new Semaphore(48 * 2 ** 20);

/** The browser copies what it hashes or writes; there is one such copy at a time. */
export const copies = new Semaphore(1);

/** More brings no more bytes, and a host with HTTP/1.1 takes six of a whole browser. */
export const fetches = new Semaphore(4);
