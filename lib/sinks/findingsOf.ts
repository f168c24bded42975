import { createRequire } from 'node:module';
import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectDate, expectText } from '../base/checks/expect.js';
import { accessFindings } from './ocsf/accessFindings.js';
import { accountFindings } from './ocsf/accountFindings.js';
import type { Finding } from './ocsf/finding.js';

export interface FindingOptions {
  /** When the findings are made. Default: now. */
  now?: Date;
  /** The version of this program in the findings. Default: the package's. */
  productVersion?: string;
}

export const FINDING_OPTIONS = ['now', 'productVersion'] as const satisfies (keyof FindingOptions)[];

/**
 * Alerts as OCSF Detection Findings (class 2004), one for each alert, in the table's order. Contexts that
 * OCSF knows (see `evidenceContext`) are its src_endpoint, device and actor's session.
 *
 * An alert by account is one finding with its telling accesses as evidences. It has the same
 * `finding_info.uid` on all mornings of an incident: the first has activity Create, later ones Update, and
 * `metadata.uid` tells them apart. An alert by access always has the same uid: a hash of tenant, user,
 * resource and the time of the access (without one, the day on which the alert is made).
 *
 * @param alerts a table of `triage`
 * @throws RangeError or TypeError naming a missing column, or an option that can't be used
 *
 * @example
 * for (const { finding_info } of findingsOf(alerts)) console.log(finding_info.uid, finding_info.title);
 */
export function findingsOf(alerts: Table, options: FindingOptions = {}): Finding[] {
  checkNames('findingsOf options', options, FINDING_OPTIONS);
  checkFindingOptions(options);
  const { now = new Date(), productVersion = packageVersion() } = options;
  const made = { time: now.getTime(), productVersion };
  return alerts.getChild('telling') === null ? accessFindings(alerts, made) : accountFindings(alerts, made);
}

/** @throws TypeError or RangeError naming the option that can't be used */
export function checkFindingOptions({ now, productVersion }: FindingOptions): void {
  if (now !== undefined) expectDate('now', now);
  if (productVersion !== undefined) expectText('productVersion', productVersion);
}

/** The version of this package, as its package.json has it. */
function packageVersion(): string {
  // It is found by the package's own name, which works from lib/ and from lib/dist.
  const { version } = createRequire(import.meta.url)('access-anomaly/package.json') as { version: string };
  return version;
}
