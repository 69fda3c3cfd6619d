/**
 * Works on items in order, several at a time. One that fails stops the others: nothing goes on
 * unseen after an error is shown.
 *
 * @template T
 * @param {number} lanes how many at a time
 * @param {T[]} items
 * @param {AbortSignal | undefined} signal
 * @param {(item: T, signal: AbortSignal) => Promise<void>} action
 */
export async function inLanes(lanes, items, signal, action) {
  const failed = new AbortController();
  const any = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      any.throwIfAborted();
      await action(items[next++], any);
    }
  };
  const running = Array.from({ length: Math.min(lanes, items.length) }, lane);
  try {
    await Promise.all(running);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(running);
    throw error;
  }
}
