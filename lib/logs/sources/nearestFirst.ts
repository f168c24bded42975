/** Names in the order of how like they are to another one; those that are alike in that keep their order. */
export function nearestFirst(name: string, names: readonly string[]): string[] {
  const distances = new Map(names.map((other) => [other, distanceOf(name, other)]));
  return [...names].sort((a, b) => distances.get(a)! - distances.get(b)!);
}

/** Of a nested name the last key counts, too. */
function distanceOf(name: string, other: string): number {
  const [wanted, whole] = [name.toLowerCase(), other.toLowerCase()];
  const last = whole.slice(whole.lastIndexOf('.') + 1);
  return Math.min(editDistance(wanted, whole), editDistance(wanted.slice(wanted.lastIndexOf('.') + 1), last) + 0.5);
}

/** How many letters are to be put in, left out or changed (Wagner and Fischer 1974), names cut to 60 letters. */
function editDistance(a: string, b: string): number {
  const [left, right] = [a.slice(0, 60), b.slice(0, 60)];
  let row = Array.from({ length: right.length + 1 }, (_, n) => n);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const change = row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[right.length];
}
