/**
 * How many letters are missing, wrong, too many or swapped with their neighbour, between two words.
 *
 * @param {string} a
 * @param {string} b
 * @param {number} most larger distances are not told apart
 * @returns {number} at most `most` + 1
 */
export function editDistance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) {
    return most + 1;
  }
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      least = Math.min(least, row[j]);
    }
    if (least > most) {
      return most + 1;
    }
    before = above;
    above = row;
  }
  return Math.min(above[b.length], most + 1);
}
