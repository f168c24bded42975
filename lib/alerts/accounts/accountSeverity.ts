import { bandAt, severityOf } from '../severity.js';
import type { Verdict } from '../verdicts/Verdict.js';
import type { JudgedAccount } from './judgeAccounts.js';

/** The most that a label adds: one band. */
const LABEL = 25;
const HIGH = bandAt('High');
const LOW = bandAt('Low');

/** What people have said about an account. */
interface Said {
  /** The watchlist's labels of the account, and of the resources that it uses for the first time. */
  labels: readonly string[];
  newLabels: readonly string[];
  verdict: Verdict['verdict'] | null;
}

/**
 * How severe an account is, by its rarity if that is known, else by its evidence. A label doubles the
 * severity, adding at most one band; a first access to a labelled resource is at least Low. An account judged
 * malicious is High.
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
  // Resources that half of all others use never make a newcomer High.
  const { withoutCommon } = account;
  if (withoutCommon !== null && severity >= HIGH && of(withoutCommon) < HIGH) severity = HIGH - 1;
  if (labels.length + newLabels.length > 0) severity = Math.min(100, severity + Math.min(LABEL, severity));
  if (newLabels.length > 0) severity = Math.max(LOW, severity);
  return verdict === 'malicious' ? Math.max(HIGH, severity) : severity;
}
