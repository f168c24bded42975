/** p-values: how often a normal access has as much evidence. Scores within 1e-9 are the same. */

type Tail = (score: number) => number;

/** (1 + normal accesses with as much) / (1 + all). */
export function rankTail(normal: readonly number[]): Tail {
  return (score) => (1 + normal.filter((each) => each >= score - 1e-9).length) / (normal.length + 1);
}

interface LeftOutAccess {
  pair_evidence: number;
  evidence: number;
  /** How often it was seen. */
  n: number;
}

/**
 * For a log without days, or of one day: its accesses, each left out, are the normal ones.
 *
 * @param f how long the time that is scored is, as a share of that of the log
 */
export function leftOutTails(accesses: readonly LeftOutAccess[], discount: number, f: number) {
  const once = accesses.filter(({ n }) => n === 1);
  const ofNew = rankTail((once.length >= 30 ? once : accesses).map(({ pair_evidence }) => pair_evidence));
  // Accesses seen once count for new ones; each counts for itself by the chance that it comes again.
  const entries = [
    ...once.map(({ pair_evidence }) => ({ score: pair_evidence, weight: f })),
    ...accesses.map(({ evidence, n }) => ({
      score: evidence,
      weight: 1 - Math.exp(-f * Math.max(n - discount, 0)),
    })),
  ];
  const sum = (some: typeof entries) => some.reduce((total, { weight }) => total + weight, 0);
  const total = sum(entries);
  const mean = total / entries.length;
  const ofNext: Tail = (score) =>
    (mean + sum(entries.filter((each) => each.score >= score - 1e-9))) / (total + mean);
  return { ofNew, ofNext };
}
