/** The known name that is nearest to a misspelled one, or undefined if it resembles none of them. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const distanceTo = (one: string) => distance(name.toLowerCase(), one.toLowerCase());
  const [first] = [...known].sort((a, b) => distanceTo(a) - distanceTo(b));
  return first !== undefined && distanceTo(first) <= Math.max(2, first.length / 3) ? first : undefined;
}

/** The end of an error about an unknown name: `; did you mean expires?`, if one is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The edit distance of two texts (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/** Names of fields, those most like a given one first. For a name with dots, the last part counts, too. */
export function nearestFirst(name: string, names: readonly string[]): string[] {
  const last = (field: string) => field.slice(field.lastIndexOf('.') + 1);
  const distanceOf = (other: string) => {
    const [wanted, whole] = [name, other].map((field) => field.toLowerCase().slice(0, 60));
    return Math.min(distance(wanted, whole), distance(last(wanted), last(whole)) + 0.5);
  };
  const distances = new Map(names.map((other) => [other, distanceOf(other)]));
  return [...names].sort((a, b) => distances.get(a)! - distances.get(b)!);
}
