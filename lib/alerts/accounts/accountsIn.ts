import { sortedOrder } from '../../base/numbers/sortedOrder.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { sumOfRatios } from '../../evidence/accounts/sumOfRatios.js';
import { INTRUDERS, type IntruderKind } from '../../evidence/score/intruders.js';
import type { JudgedAccesses } from '../judgedAccesses.js';

/** The accesses of one account, without expected ones; those that wait for a verdict come last. */
export interface AccountAccesses {
  /** The account's code in the table. */
  code: number;
  /** The numbers of the distinct accesses, the most telling first. */
  accesses: Int32Array;
  /**
   * How many of them have been waiting for a verdict since an earlier morning: they don't count as odd again.
   */
  waiting: number;
  /** T: ln of the sum of the accesses' likelihood ratios, each in its most telling context. */
  evidence: number;
  /** The same for accesses that don't wait; -Infinity if all do. */
  freshEvidence: number;
  /** The sum of the evidence above 0 of accesses that don't wait. */
  inAll: number;
  /**
   * The numbers of first-time accesses, which the model has never seen: without those that wait, and in all.
   */
  novel: number;
  unseen: number;
  /** The likeliest kind of intruder, by all accesses together; null without contexts. */
  intruder: IntruderKind | null;
}

/**
 * The accounts of a table with at least one access that isn't expected, in the order of their codes.
 *
 * @param isWaiting 1 for each distinct access that already waits for a verdict
 */
export function accountsIn(
  { accesses, scores, telling }: JudgedAccesses,
  isWaiting: Uint8Array,
): AccountAccesses[] {
  const { users, distinct } = accesses;
  const { rows, cells } = scores;
  const evidenceOf = (access: number) => rows.evidence[telling[access]];
  const codeOf = distinct.firstRow.map((row) => users.codes[row]);
  const starts = startsOf(codeOf, users.size);
  const byAccount = sortedOrder(Int32Array.from(codeOf.keys()), codeOf, users.size);
  const numNovel = (some: Int32Array) =>
    some.reduce((count, access) => count + (cells.likelihood[access] === 0 ? 1 : 0), 0);
  const found: AccountAccesses[] = [];
  for (let code = 0; code < users.size; code++) {
    const own = byAccount
      .subarray(starts[code], starts[code + 1])
      .filter((access) => telling[access] >= 0)
      .sort((a, b) => isWaiting[a] - isWaiting[b] || evidenceOf(b) - evidenceOf(a) || a - b);
    if (own.length === 0) continue;
    const fresh = own.filter((access) => isWaiting[access] === 0);
    found.push({
      ...{ code, accesses: own, waiting: own.length - fresh.length },
      evidence: sumOfRatios(Float64Array.from(own, evidenceOf)),
      freshEvidence: sumOfRatios(Float64Array.from(fresh, evidenceOf)),
      inAll: fresh.reduce((sum, access) => sum + Math.max(0, evidenceOf(access)), 0),
      novel: numNovel(fresh),
      unseen: numNovel(own),
      intruder: likeliest(
        rows,
        own.map((access) => telling[access]),
      ),
    });
  }
  return found;
}

function likeliest(
  { evidence, intruders }: JudgedAccesses['scores']['rows'],
  told: Int32Array,
): IntruderKind | null {
  if (intruders === null) return null;
  const most = told.reduce((a, row) => Math.max(a, evidence[row]), Number.NEGATIVE_INFINITY);
  const sums = intruders.shares.map((shares) =>
    told.reduce((sum, row) => sum + shares[row] * Math.exp(evidence[row] - most), 0),
  );
  return INTRUDERS[sums.indexOf(sums.reduce((a, b) => Math.max(a, b)))];
}
