/** Labelled scores from the highest to the lowest, equal scores together. */
export interface ScoreGroup {
  score: number;
  positives: number;
  negatives: number;
}

/**
 * Groups labelled scores by score, the highest (most anomalous) first.
 *
 * @param scores one a pair, such as an Arrow column; Infinity is the highest. Pairs that can't be scored must be counted and left out before.
 * @param labels 1 (or true) = anomalous, 0 (or false) = normal
 * @throws RangeError naming the index of a score that is null or NaN, or of another label, or if one of the two classes is missing
 */
export function rankScores(
  scores: Iterable<number | null>,
  labels: Iterable<number | boolean | bigint | null>,
): { groups: ScoreGroup[]; positives: number; negatives: number } {
  const positive = Uint8Array.from(Array.from(labels, readLabel));
  const values = Float64Array.from(Array.from(scores, readScore));
  if (values.length !== positive.length) {
    throw new RangeError(`Expected as many labels as scores, got ${positive.length} and ${values.length}`);
  }
  const order = Uint32Array.from(values, (_, n) => n).sort((a, b) => compare(values[b], values[a]));
  const groups: ScoreGroup[] = [];
  for (const n of order) {
    if (groups.at(-1)?.score !== values[n]) groups.push({ score: values[n], positives: 0, negatives: 0 });
    if (positive[n]) groups[groups.length - 1].positives++;
    else groups[groups.length - 1].negatives++;
  }
  const positives = positive.reduce((sum, label) => sum + label, 0);
  const negatives = positive.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(
      `Expected labels of both classes, got ${positives} of label 1 and ${negatives} of label 0`,
    );
  }
  return { groups, positives, negatives };
}

function readScore(score: number | null, index: number): number {
  if (typeof score === 'number' && !Number.isNaN(score)) return score;
  throw new RangeError(`Expected scores to be numbers, got ${score} at index ${index}`);
}

function readLabel(label: number | boolean | bigint | null, index: number): number {
  const value = Number(label);
  if (label !== null && (value === 0 || value === 1)) return value;
  throw new RangeError(`Expected labels to be 0 or 1, got ${label} at index ${index}`);
}

/** A difference would be NaN between infinities. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
