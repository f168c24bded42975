import { bandAt, severityOf } from '../severity.js';
import type { Verdict } from '../verdicts/Verdict.js';
import type { JudgedAccount } from './judgeAccounts.js';

/** What a label adds at most: one band. */
const LABEL = 25;
const HIGH = bandAt('High');
const LOW = bandAt('Low');

/** What somebody has said of an account. */
interface Said {
  /** What a watchlist says of the account, and of the resources that it uses for the first time. */
  labels: readonly string[];
  newLabels: readonly string[];
  verdict: Verdict['verdict'] | null;
}

/**
 * How severe an account is: by how rare that is, else by its evidence. A label adds as much as there is, at
 * most one band; the first access to a resource that has one is Low at least. What was judged malicious is
 * High.
 *
 * @param scale see `rarityScale`
 */
export function accountSeverity(
  account: JudgedAccount,
  scale: (everyDays: number) => number,
  { labels, newLabels, verdict }: Said,
): number {
  const of = ({ everyDays, freshEvidence }: Pick<JudgedAccount, 'everyDays' | 'freshEvidence'>) =>
    everyDays === null ? severityOf(freshEvidence) : scale(everyDays);
  let severity = of(account);
  // What half of all use is never what makes a newcomer High.
  const { withoutCommon } = account;
  if (withoutCommon !== null && severity >= HIGH && of(withoutCommon) < HIGH) severity = HIGH - 1;
  if (labels.length + newLabels.length > 0) severity = Math.min(100, severity + Math.min(LABEL, severity));
  if (newLabels.length > 0) severity = Math.max(LOW, severity);
  return verdict === 'malicious' ? Math.max(HIGH, severity) : severity;
}
