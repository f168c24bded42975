import { type Labels, rankScores, type Scores } from './rankScores.js';

/** Points of a curve, from the highest threshold to the lowest. */
export interface Curve {
  x: number[];
  y: number[];
  /** The lowest score that still counts as anomalous there; Infinity if none does, or only infinite ones. */
  threshold: number[];
}

/**
 * The ROC curve (Fawcett 2006): the share of normal pairs (x) and the share of anomalous pairs (y) that reach
 * each threshold, from (0, 0) to (1, 1).
 *
 * @throws RangeError as `rocAuc`
 */
export function rocCurve(scores: Scores, labels: Labels): Curve {
  const { groups, positives, negatives } = rankScores(scores, labels);
  const curve: Curve = { x: [0], y: [0], threshold: [Number.POSITIVE_INFINITY] };
  let [found, wrong] = [0, 0];
  for (const group of groups) {
    found += group.positives;
    wrong += group.negatives;
    push(curve, wrong / negatives, found / positives, group.score);
  }
  return curve;
}

/**
 * The precision-recall curve: recall (x) and precision (y) at each threshold, without interpolation.
 *
 * @throws RangeError as `rocAuc`
 */
export function precisionRecallCurve(scores: Scores, labels: Labels): Curve {
  const { groups, positives } = rankScores(scores, labels);
  const curve: Curve = { x: [], y: [], threshold: [] };
  let [found, seen] = [0, 0];
  for (const group of groups) {
    found += group.positives;
    seen += group.positives + group.negatives;
    push(curve, found / positives, found / seen, group.score);
  }
  return curve;
}

function push({ x, y, threshold }: Curve, nextX: number, nextY: number, score: number): void {
  x.push(nextX);
  y.push(nextY);
  threshold.push(score);
}
