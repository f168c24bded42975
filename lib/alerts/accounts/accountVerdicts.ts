import type { JudgedAccesses } from '../judgedAccesses.js';
import type { Verdict } from '../verdicts/Verdict.js';
import type { JudgedAccount } from './judgeAccounts.js';

/**
 * What was decided about an account: malicious if any of its accesses is, else the verdict that holds for
 * all.
 */
export function accountVerdicts({
  accesses,
  scores,
  judgement,
}: JudgedAccesses): (account: JudgedAccount) => Verdict['verdict'] | null {
  if (judgement.numRules === 0) return () => null;
  const { cellOf } = scores.rows;
  const found = new Map<number, Set<Verdict['verdict'] | null>>();
  judgement.verdicts.forEach((rule, row) => {
    if (rule?.verdict === 'expected') return;
    const code = accesses.users.codes[accesses.distinct.firstRow[cellOf[row]]];
    const own = found.get(code) ?? new Set();
    found.set(code, own.add(rule?.verdict ?? null));
  });
  return ({ code }) => {
    const own = found.get(code) ?? new Set();
    if (own.has('malicious')) return 'malicious';
    return own.size === 1 && own.has('benign') ? 'benign' : null;
  };
}
