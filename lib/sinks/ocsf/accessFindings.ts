import type { Table } from 'apache-arrow';
import { defined } from '../../base/checks/defined.js';
import { isoDay } from '../../base/text/isoDay.js';
import { visibleLine, visibleText } from '../../base/text/visibleText.js';
import { findColumns } from '../../tables/findColumn.js';
import { evidenceContext } from './evidenceContext.js';
import { analysisOf, type Finding, findingOf, type Made, uidOf } from './finding.js';

const COLUMNS = [
  ...(['tenant', 'user', 'res', 'kind', 'evidence', 'p_value', 'severity'] as const),
  ...(['reason', 'first', 'last'] as const),
];
type Column = (typeof COLUMNS)[number];

/** A finding for each alert by access. */
export function accessFindings(alerts: Table, made: Made): Finding[] {
  const columns = findColumns(alerts, COLUMNS);
  const likelihood = alerts.getChild('likelihood');
  return Array.from({ length: alerts.numRows }, (_, row) => {
    const text = (name: Column) => String(columns[name].get(row));
    const moment = (name: 'first' | 'last') => {
      const value = columns[name].get(row);
      return value === null ? undefined : Number(value);
    };
    const evidence = Number(columns.evidence.get(row));
    const [tenant, user, res, reason] = (['tenant', 'user', 'res', 'reason'] as const).map(text);
    const intruder = alerts.getChild('intruder')?.get(row) ?? undefined;
    const { actor, ...from } = evidenceContext((name) => {
      const value = alerts.getChild(name)?.get(row) ?? undefined;
      return value === undefined ? undefined : String(value);
    });
    const seen = Number(likelihood?.get(row) ?? Number.NaN);
    const count = Number.isInteger(seen) ? seen : undefined;
    const p = Number(columns.p_value.get(row));
    const anomaly = {
      observation_parameter: 'weight of evidence of an access, in nats',
      observation_type: text('kind'),
      observed_pattern: res,
      observations: [defined({ value: String(evidence), count })],
    };
    return findingOf(
      {
        ...{ tenant, reason, count, p, first: moment('first'), last: moment('last') },
        // Without a time, the day on which the alert was made tells one alert from the next.
        uid: uidOf(tenant, user, res, moment('first') ?? isoDay(made.time)),
        title: `Unusual access of ${visibleText(user)} to ${visibleText(res)}`,
        types: [text('kind'), ...(intruder === undefined ? [] : [String(intruder)])],
        severity: Number(columns.severity.get(row)),
        evidences: [
          {
            actor: { user: { name: user }, ...actor },
            ...from,
            resources: [{ name: res }],
            data: { reason: visibleLine(reason) },
          },
        ],
        resources: [{ name: res }],
        analyses: [analysisOf(user, [anomaly], 'share of normal accesses with as much evidence', p)],
      },
      made,
    );
  });
}
