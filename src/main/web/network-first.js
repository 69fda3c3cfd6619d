const TIMEOUT_MS = 3000;

/**
 * The network's answer if it comes in time and is none of a broken server, else the fallback's; if
 * there is no fallback, whatever the network gives in the end.
 *
 * @param {Promise<Response>} network
 * @param {() => Promise<Response | undefined>} fallback
 * @returns {Promise<Response>} rejects as fetch does if neither has an answer
 */
export async function networkFirst(network, fallback) {
  const inTime = await Promise.race([
    network.catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS)),
  ]);
  if (inTime && inTime.status < 500) {
    return inTime;
  }
  return (await fallback()) ?? network;
}
