/** How many first-time accesses accounts make: see `fitNovelty`. */
export interface Novelty {
  /** The mean of an unknown account. */
  mean: number;
  /** How many windows of an account weigh as much as this mean. */
  windows: number;
  /** The smaller, the more accounts differ from their mean: the variance is m + m^2 / dispersion. */
  dispersion: number;
}

/**
 * An account in a window: first-time accesses in it, their sum in its other windows, and the number of those.
 */
export interface NoveltyCount {
  novel: number;
  others: number;
  windows: number;
}

/** Where the search for each of the three begins and ends. */
const RANGE = [Math.log(1e-3), Math.log(1e4)] as const;
const ROUNDS = 200;
const GAIN = 1e-10;
/** How many of a round's steps the search goes ahead at most. */
const FURTHEST = 50;
/** A term that is this small beside a sum doesn't change it. */
const NOTHING = 1e-17;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The mean that an account's other windows predict, shrunk towards that of all: (S + a k) / (n + k). */
export function expectedNovelty({ mean, windows: k }: Novelty, others: number, windows: number): number {
  return (others + mean * k) / (windows + k);
}

/**
 * The negative binomial that makes the counts likeliest. One more account, which did one new thing, is
 * counted with them: if nobody ever did anything new, the first time must not be impossible.
 */
export function fitNovelty(counts: readonly NoveltyCount[]): Novelty {
  const groups = new Map<string, NoveltyCount & { count: number }>();
  for (const { novel, others, windows } of [...counts, { novel: 1, others: 0, windows: 0 }]) {
    const key = `${novel} ${others} ${windows}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { novel, others, windows, count: 1 });
  }
  const distinct = [...groups.values()];
  const noveltyAt = ([a, k, r]: readonly number[]): Novelty => ({
    ...{ mean: Math.exp(a), windows: Math.exp(k), dispersion: Math.exp(r) },
  });
  const likelihood = (at: readonly number[]) => {
    const novelty = noveltyAt(at);
    let sum = 0;
    for (const { novel, others, windows, count } of distinct) {
      sum += count * lnMass(novel, expectedNovelty(novelty, others, windows), novelty.dispersion);
    }
    return sum;
  };
  let at = [0, 0, 0];
  let best = likelihood(at);
  for (let round = 0; round < ROUNDS; round++) {
    const before = at;
    for (const n of at.keys())
      at = at.with(
        n,
        greatest((value) => likelihood(at.with(n, value)), ...RANGE),
      );
    // If two parameters move together, changing one at a time is slow: go further in the round's direction
    // (Powell 1964).
    const on = (steps: number) => at.map((value, n) => within(value + steps * (value - before[n])));
    const steps = greatest((each) => likelihood(on(each)), 0, FURTHEST);
    if (likelihood(on(steps)) > likelihood(at)) at = on(steps);
    const found = likelihood(at);
    if (found - best <= GAIN * Math.abs(best)) break;
    best = found;
  }
  return noveltyAt(at);
}

/** How often a count with this mean is `novel` or more. */
export function noveltyTail(novel: number, mean: number, dispersion: number): number {
  if (novel <= 0) return 1;
  const share = mean / (mean + dispersion);
  // Sum from the count upwards: the probability of 0 may underflow, and far out 1 minus the rest is 0.
  if (novel > mean) {
    let above = 0;
    let mass = Math.exp(lnMass(novel, mean, dispersion));
    for (let n = novel; mass > above * NOTHING; n++) {
      above += mass;
      mass *= ((n + dispersion) / (n + 1)) * share;
    }
    return Math.min(1, Math.max(above, Number.MIN_VALUE));
  }
  let below = 0;
  let mass = Math.exp(lnMass(novel - 1, mean, dispersion));
  for (let n = novel - 1; n >= 0 && mass > below * NOTHING; n--) {
    below += mass;
    mass *= n / ((n - 1 + dispersion) * share);
  }
  return Math.max(0, 1 - below);
}

/** ln of the negative binomial's probability of n. */
function lnMass(n: number, mean: number, r: number): number {
  const total = mean + r;
  return lnGamma(n + r) - lnGamma(r) - lnGamma(n + 1) + r * Math.log(r / total) + n * Math.log(mean / total);
}

function within(value: number): number {
  return Math.min(RANGE[1], Math.max(RANGE[0], value));
}

/** The place of the greatest value of a function with one peak, by golden section (Kiefer 1953). */
function greatest(of: (value: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [of(left), of(right)];
  while (high - low > 1e-7) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = of(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = of(right);
    }
  }
  return (low + high) / 2;
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln of the gamma function of x > 0 (Lanczos 1964; g = 7, nine terms). */
function lnGamma(x: number): number {
  // Near 0 the series loses digits: gamma(x) = gamma(x + 1) / x.
  if (x < 0.5) return lnGamma(x + 1) - Math.log(x);
  const z = x - 1;
  let sum = 0.99999999999980993;
  for (let n = 0; n < LANCZOS.length; n++) sum += LANCZOS[n] / (z + n + 1);
  const t = z + LANCZOS.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}
