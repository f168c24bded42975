import { apartness, contextTable, distinct, type Sighting, weightOf } from './plainContext.js';
import { type PairTable, type PlainScore, pairTable, weighPairs } from './plainEvidence.js';
import { leftOutTails, rankTail } from './plainTails.js';

/**
 * A row of a log of one tenant, or a query: who, at what, when; and where or how, by the names of contexts.
 */
export interface PlainRow {
  user: string;
  res: string;
  /** Since 1970-01-01, which was a Thursday. */
  day: number;
  /** Null: not known. Of an hour 0 to 23, of another context a text. */
  [context: string]: string | number | null;
}

interface PlainForwardOptions {
  /** Names of contexts; that called `hour` is one of hours. */
  contexts?: readonly string[];
  horizon?: number | null;
}

/**
 * What a query gets; names as in the columns of `AccessEvidenceModel.transform`, `from_<context>` among them.
 */
export interface PlainForwardScore extends PlainScore {
  p_new: number;
  p_next: number;
  [term: `from_${string}`]: number;
  intruder?: string;
}

interface Window {
  past: PlainRow[];
  now: PlainRow[];
}

/**
 * The formula of `AccessEvidence` with days as one would write it down: points 1 to 9 of
 * lib/evidence/README.md, "In time". One tenant; quadratic, for hundreds of rows. `plainEvidence.ts` has what
 * it says of a pair.
 */
export function plainForward(
  rows: readonly PlainRow[],
  queries: readonly PlainRow[],
  { contexts = [], horizon = null }: PlainForwardOptions = {},
): PlainForwardScore[] {
  // 1. Windows, each with what was before it.
  const windows = windowsOf(rows, horizon);

  // 2. Weights of the pair's parts: the past of each window predicts the pairs that are new in it.
  const whole = pairsByDays(rows);
  const pasts = windows.map(({ past }) => pairsByDays(past));
  const foreseen = windows.flatMap(({ past, now }, w) => {
    const isNew = ({ user, res }: PlainRow) => !past.some((each) => each.user === user && each.res === res);
    return pairsOf(now)
      .filter(isNew)
      .map(({ user, res }) => pasts[w].foresee(user, res));
  });
  const leftOut = pairsOf(rows).map(({ user, res }) => whole.foresee(user, res));
  const ofPairs = weighPairs(foreseen.length > 0 ? foreseen : leftOut);

  // 3 to 5. What is known of each context in all, and how its parts count.
  const known = contexts.map((name) => {
    const table = (some: readonly PlainRow[]) => contextTable(sightings(some, name), name === 'hour');
    const mixture = table(rows).learn();
    const ratioBy = (some: readonly PlainRow[]) => {
      const own = table(some);
      return (seen: Sighting) => own.ratio(mixture, seen);
    };
    return { name, ratioBy };
  });

  // 6. How much each context is worth: normal accesses of the windows say how often it is wrong.
  const keysOf = (row: PlainRow) => [
    ...[row.user, row.res],
    ...contexts.map((name) => sighting(row, name).value?.padStart(2, '0') ?? ''),
  ];
  const normal = windows.map(({ now }) => distinct(now, keysOf).sort(byKeys(keysOf)));
  const worth = known.map(({ name, ratioBy }) => {
    const ratios = windows.map(({ past }, w) => {
      const seen = normal[w].map((row) => sighting(row, name));
      return seen.filter(({ value }) => value !== null).map(ratioBy(past));
    });
    return weightOf(ratios.flat());
  });

  // 7. Whether contexts tell accounts apart.
  const isApart = known.some(({ name, ratioBy }) => {
    const judged = windows.map(({ past }, w) => {
      const own = ratioBy(past);
      return { now: normal[w].map((row) => sighting(row, name)), ratio: own };
    });
    return apartness(judged) >= 2 / 3;
  });

  /** The scores of a row by some rows of the log, whose pairs are in a table. */
  const scoreBy = (some: readonly PlainRow[], pairs: PairTable) => {
    const ratios = known.map(({ ratioBy }) => ratioBy(some));
    return (row: PlainRow) => {
      const pair = pairs.weigh(pairs.foresee(row.user, row.res), ofPairs);
      const terms = known.map(({ name }, c): [string, number] => {
        const term = worth[c] * ratios[c](sighting(row, name));
        return [`from_${name}`, isApart ? term : Math.max(0, term)];
      });
      return mixIntruders(pair, terms, isApart);
    };
  };

  // 9. p-values: what the normal accesses of the windows got, each by what was before its window.
  const reference = windows.flatMap(({ past }, w) =>
    normal[w].map((row) => {
      const isSeen = past.some(({ user, res }) => user === row.user && res === row.res);
      return { ...scoreBy(past, pasts[w])(row), isSeen };
    }),
  );
  const unseen = reference.filter(({ isSeen }) => !isSeen);
  const evidenceOf = (pairs: readonly PlainScore[]) => pairs.map(({ evidence }) => evidence);
  const pairEvidenceOf = (pairs: readonly PlainScore[]) => pairs.map(({ pair_evidence }) => pair_evidence);
  const tails =
    reference.length > 0
      ? {
          ofNew: rankTail(pairEvidenceOf(unseen.length >= 30 ? unseen : reference)),
          ofNext: rankTail(evidenceOf(reference)),
        }
      : leftOutTails(
          leftOut.map((each) => ({ ...whole.weigh(each, ofPairs), n: each.n })),
          whole.discount,
          horizon ?? 1,
        );

  const score = scoreBy(rows, whole);
  return queries.map((query) => {
    const scored = score(query);
    return { ...scored, p_new: tails.ofNew(scored.pair_evidence), p_next: tails.ofNext(scored.evidence) };
  });
}

/**
 * The last quarter of the log in four parts, or in parts of the horizon, without a part that has nothing
 * before it.
 */
function windowsOf(rows: readonly PlainRow[], horizon: number | null): Window[] {
  const days = rows.map(({ day }) => day);
  const [first, end] = [Math.min(...days), Math.max(...days) + 1];
  const L = Math.ceil((end - first) / 4);
  const K = horizon === null ? Math.min(4, L) : Math.max(1, Math.floor(L / horizon));
  return Array.from({ length: K }, (_, k) => {
    const [from, to] = [k, k + 1].map((edge) => end - L + Math.floor((edge * L) / K));
    return {
      past: rows.filter(({ day }) => day < from),
      now: rows.filter(({ day }) => day >= from && day < to),
    };
  }).filter(({ past }) => past.length > 0);
}

function pairsOf(rows: readonly PlainRow[]): PlainRow[] {
  return distinct(rows, ({ user, res }) => [user, res]);
}

/** Counts are days. */
function pairsByDays(rows: readonly PlainRow[]): PairTable {
  const daysOf = (pair: PlainRow) =>
    new Set(rows.filter(({ user, res }) => user === pair.user && res === pair.res).map(({ day }) => day))
      .size;
  return pairTable(
    pairsOf(rows).map((pair) => ({ user: pair.user, res: pair.res, likelihood: daysOf(pair) })),
  );
}

function sightings(rows: readonly PlainRow[], context: string) {
  return rows.map((row) => sighting(row, context));
}

/** The order of texts in arrays, one after the other. */
function byKeys(keysOf: (row: PlainRow) => string[]) {
  return (a: PlainRow, b: PlainRow) => {
    const [one, two] = [keysOf(a), keysOf(b)];
    const first = one.findIndex((key, n) => key !== two[n]);
    return first < 0 ? 0 : one[first] < two[first] ? -1 : 1;
  };
}

/** A row as a context sees it. Hours of Saturdays and Sundays are others than those of working days. */
function sighting(row: PlainRow, context: string): Sighting {
  const { user, res, day } = row;
  const weekday = (day + 4) % 7;
  const isWeekend = weekday === 0 || weekday === 6;
  const value = row[context];
  if (value === null) return { user, res, day, value };
  return { user, res, day, value: String(context === 'hour' && isWeekend ? Number(value) + 24 : value) };
}

/**
 * 8. Four intruders, if there is a context: the evidence is ln of the mean of their likelihood ratios. If
 *    contexts don't tell accounts apart, this counts as far as they are unusual (g); the rest goes to the
 *    stranger.
 */
function mixIntruders(pair: PlainScore, terms: [string, number][], isApart: boolean): PlainForwardScore {
  const p = { p_new: 1, p_next: 1 };
  if (terms.length === 0) return { ...pair, ...p };
  const c = terms.reduce((sum, [, term]) => sum + term, 0);
  const { from_user, from_resource, from_fit, from_history } = pair;
  const own = from_fit + from_history;
  const g = isApart ? 1 : 1 - Math.exp(-c);
  const intruders: [string, number][] = [
    ['stranger', (1 - g + 0.4 * g) * Math.exp(from_user + from_resource + own + c)],
    ['stolen account', 0.2 * g * Math.exp(own + c)],
    ['misuse', 0.2 * g * Math.exp(c)],
    ['insider', 0.2 * g * Math.exp(from_resource + own)],
  ];
  const evidence = Math.log(intruders.reduce((sum, [, times]) => sum + times, 0));
  const [intruder] = intruders.reduce((best, each) => (each[1] > best[1] ? each : best));
  return {
    ...pair,
    ...p,
    ...Object.fromEntries(terms),
    evidence,
    from_intruder: evidence - (from_user + from_resource + own + c),
    intruder,
  };
}
