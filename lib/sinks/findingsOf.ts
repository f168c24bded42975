import { createRequire } from 'node:module';
import type { Table } from 'apache-arrow';
import { bandOf } from '../alerts/severity.js';
import { checkNames } from '../base/checks/checkNames.js';
import { defined } from '../base/checks/defined.js';
import { expectDate, expectText } from '../base/checks/expect.js';
import { sha256 } from '../saving/manifest.js';
import { findColumn } from '../tables/findColumn.js';
import { evidenceContext } from './evidenceContext.js';

/** The version of OCSF that the records follow. */
export const OCSF_VERSION = '1.8.0';

/** OCSF's severity_id for each band. */
const SEVERITY_IDS = { Informational: 1, Low: 2, Medium: 3, High: 4 } as const;

export interface FindingOptions {
  /** When the findings are made. Default: now. */
  now?: Date;
  /** The version of this program, as the receiver is told. Default: that of the package. */
  productVersion?: string;
}

export const FINDING_OPTIONS = ['now', 'productVersion'] as const satisfies (keyof FindingOptions)[];

/** An OCSF Detection Finding: what this program itself reads of it, and the rest. */
export interface Finding {
  /** When it was made, milliseconds since 1970 UTC. */
  time: number;
  finding_info: { uid: string; title: string };
  [attribute: string]: unknown;
}

/**
 * Alerts as OCSF Detection Findings (class 2004, activity Create), one an alert, in the table's order.
 * Contexts that OCSF knows (see `evidenceContext`) are its src_endpoint, device and actor's session. The same
 * alert has the same `finding_info.uid` whenever it is made: a hash of tenant, user, resource and the time of
 * the access (without one, the day on which the alert is made).
 *
 * @param alerts a table of `triage`
 * @throws RangeError or TypeError naming a column that is missing, or an option that can't be used
 *
 * @example
 * for (const { finding_info } of findingsOf(alerts)) console.log(finding_info.uid, finding_info.title);
 */
export function findingsOf(alerts: Table, options: FindingOptions = {}): Finding[] {
  checkNames('findingsOf options', options, FINDING_OPTIONS);
  checkFindingOptions(options);
  const { now = new Date(), productVersion = packageVersion() } = options;
  const time = now.getTime();
  const columns = Object.fromEntries(
    ['tenant', 'user', 'res', 'kind', 'evidence', 'p_value', 'severity', 'reason', 'first', 'last'].map(
      (name) => [name, findColumn(alerts, name)],
    ),
  );
  const likelihood = alerts.getChild('likelihood');
  return Array.from({ length: alerts.numRows }, (_, row) => {
    const text = (name: string) => String(columns[name].get(row));
    const moment = (name: string) => {
      const value = columns[name].get(row);
      return value === null ? undefined : Number(value);
    };
    const evidence = Number(columns.evidence.get(row));
    const [tenant, user, res, reason] = ['tenant', 'user', 'res', 'reason'].map(text);
    const intruder = alerts.getChild('intruder')?.get(row) ?? undefined;
    const { actor, ...from } = evidenceContext((name) => {
      const value = alerts.getChild(name)?.get(row) ?? undefined;
      return value === undefined ? undefined : String(value);
    });
    const band = bandOf(Number(columns.severity.get(row)));
    const seen = Number(likelihood?.get(row) ?? Number.NaN);
    const count = Number.isInteger(seen) ? seen : undefined;
    // OCSF has no nulls.
    return defined({
      activity_id: 1,
      activity_name: 'Create',
      category_uid: 2,
      category_name: 'Findings',
      class_uid: 2004,
      class_name: 'Detection Finding',
      type_uid: 200401,
      type_name: 'Detection Finding: Create',
      time,
      start_time: moment('first'),
      end_time: moment('last'),
      count,
      message: reason,
      severity_id: SEVERITY_IDS[band],
      severity: band,
      status_id: 1,
      status: 'New',
      confidence_id: confidenceOf(Number(columns.p_value.get(row))),
      metadata: {
        version: OCSF_VERSION,
        product: { name: 'access-anomaly', vendor_name: 'access-anomaly', version: productVersion },
        tenant_uid: tenant,
      },
      finding_info: defined({
        uid: uidOf(tenant, user, res, moment('first') ?? dayOf(time)),
        title: `Unusual access of ${user} to ${res}`,
        desc: reason,
        types: [text('kind'), ...(intruder === undefined ? [] : [String(intruder)])],
        created_time: time,
        first_seen_time: moment('first'),
        last_seen_time: moment('last'),
        analytic: { type_id: 4, type: 'Learning (ML/DL)', name: 'AccessEvidence', uid: 'access-evidence' },
      }),
      evidences: [
        {
          actor: { user: { name: user }, ...actor },
          ...from,
          resources: [{ name: res }],
          data: { reason },
        },
      ],
      resources: [{ name: res }],
      anomaly_analyses: [
        {
          analysis_targets: [{ name: user, type: 'User' }],
          anomalies: [
            {
              observation_parameter: 'weight of evidence of an access, in nats',
              observation_type: text('kind'),
              observed_pattern: res,
              observations: [defined({ value: String(evidence), count })],
            },
          ],
          baselines: [
            {
              observation_parameter: 'share of normal accesses with as much evidence',
              observation_type: 'p-value',
              observations: [{ value: String(columns.p_value.get(row)) }],
            },
          ],
        },
      ],
    }) as Finding;
  });
}

/** @throws TypeError or RangeError naming the option that can't be used */
export function checkFindingOptions({ now, productVersion }: FindingOptions): void {
  if (now !== undefined) expectDate('now', now);
  if (productVersion !== undefined) expectText('productVersion', productVersion);
}

/** Of an access whose time isn't known, the day on which the alert was made tells one alert from the next. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** What tells an alert from all others, and is the same for the same alert. */
function uidOf(...parts: readonly (string | number)[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

/** Low, medium, high: a normal access in 20, in 100, or rarer. */
function confidenceOf(p: number): number {
  if (p <= 0.01) return 3;
  return p <= 0.05 ? 2 : 1;
}

/** The version of this package, as its package.json has it. */
function packageVersion(): string {
  // By the package's own name: the same from lib/ and from lib/dist.
  const { version } = createRequire(import.meta.url)('access-anomaly/package.json') as { version: string };
  return version;
}
