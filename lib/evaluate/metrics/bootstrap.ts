import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger, expectSeed, expectShare } from '../../base/checks/expect.js';
import { seededRandom } from '../../base/random/random.js';
import { type Labels, type RankedPairs, type Ranking, rankPairs, type Scores } from './rankScores.js';

/** A figure of a ranking, with the interval that it is expected in. */
export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

export interface BootstrapOptions {
  /** Default: 1000. */
  resamples?: number;
  /** Share of resamples inside of the interval, in (0, 1). Default: 0.95. */
  level?: number;
  /** Default: 42. */
  seed?: number;
}

/**
 * How far a figure of a ranking may be off because of which pairs happened to be in the test: the percentile
 * bootstrap (Efron and Tibshirani 1993), with pairs drawn with replacement within each label. It says nothing
 * about the randomness of the fit.
 *
 * @param metrics functions of a ranking, such as `rocAucOf`; all see the same resamples
 * @returns for each metric its value, and the interval's ends
 * @throws RangeError as `rocAuc`, or naming an option that is unknown or has a wrong value; TypeError naming
 *   one of a wrong type
 *
 * @example
 * const { precision } = bootstrap([3, 2, 1], [1, 0, 1], { precision: (r) => precisionOf(r, 25) });
 */
export function bootstrap<Name extends string>(
  scores: Scores,
  labels: Labels,
  metrics: Record<Name, (ranking: Ranking) => number>,
  options: BootstrapOptions = {},
): Record<Name, Interval> {
  checkNames('bootstrap options', options, ['resamples', 'level', 'seed']);
  const { resamples = 1000, level = 0.95, seed = 42 } = options;
  expectInteger('resamples', resamples, 1);
  expectShare('level', level);
  expectSeed('seed', seed);
  const pairs = rankPairs(scores, labels);
  const names = Object.keys(metrics) as Name[];
  const values = names.map(() => new Float64Array(resamples));
  const draw = resampler(pairs, seed);
  for (let n = 0; n < resamples; n++) {
    const resample = draw();
    names.forEach((name, m) => {
      values[m][n] = metrics[name](resample);
    });
  }
  const entries = names.map((name, m) => {
    const sorted = values[m].sort();
    const at = (share: number) => sorted[Math.round(share * (resamples - 1))];
    const interval: Interval = {
      estimate: metrics[name](pairs.ranking),
      low: at((1 - level) / 2),
      high: at((1 + level) / 2),
    };
    return [name, interval] as const;
  });
  return Object.fromEntries(entries) as Record<Name, Interval>;
}

/** Draws rankings of as many pairs of each label. Groups are counted again, but not sorted again. */
function resampler({ ranking, groupOf, isPositive }: RankedPairs, seed: number): () => Ranking {
  const random = seededRandom(seed);
  const positive = groupOf.filter((_, n) => isPositive[n] === 1);
  const negative = groupOf.filter((_, n) => isPositive[n] === 0);
  const resample: Ranking = { ...ranking, groups: ranking.groups.map((group) => ({ ...group })) };
  return () => {
    for (const group of resample.groups) {
      group.positives = 0;
      group.negatives = 0;
    }
    for (let n = 0; n < positive.length; n++) {
      resample.groups[positive[Math.floor(random() * positive.length)]].positives++;
    }
    for (let n = 0; n < negative.length; n++) {
      resample.groups[negative[Math.floor(random() * negative.length)]].negatives++;
    }
    return resample;
  };
}
