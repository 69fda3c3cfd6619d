/** How much less the second place counts than the first: little, by Cormack's usual constant. */
const SMOOTHING = 60;

/**
 * One list of several, by reciprocal rank fusion: places count and not scores, which mean something
 * else in each list.
 *
 * @template T
 * @param {T[][]} rankings best first
 * @param {(hit: T) => string} key what is the same in two lists
 * @returns {{key: string, hits: (T | undefined)[], score: number}[]} best first; hits: one of each
 *     list, if it has it
 */
export function mergeRankings(rankings, key) {
  const merged = new Map();
  rankings.forEach((ranking, list) => {
    ranking.forEach((hit, place) => {
      const entry = merged.get(key(hit)) ?? { key: key(hit), hits: [], score: 0 };
      if (!entry.hits[list]) {
        entry.hits[list] = hit;
        entry.score += 1 / (SMOOTHING + place + 1);
      }
      merged.set(entry.key, entry);
    });
  });
  return [...merged.values()].sort((a, b) => b.score - a.score);
}
