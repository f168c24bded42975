import type { Table } from 'apache-arrow';
import type { TellingAccess } from '../../alerts/accounts/tellingAccesses.js';
import { toldIn } from '../../alerts/accounts/tellingOf.js';
import { defined } from '../../base/checks/defined.js';
import { isoDay } from '../../base/text/isoDay.js';
import { visibleLine, visibleText } from '../../base/text/visibleText.js';
import { findColumns } from '../../tables/findColumn.js';
import { evidenceContext } from './evidenceContext.js';
import { analysisOf, type Finding, findingOf, type Made, uidOf } from './finding.js';

const COLUMNS = [
  ...(['tenant', 'user', 'kind', 'intruder', 'evidence', 'p_value', 'severity', 'accesses'] as const),
  ...(['reason', 'first', 'last', 'labels', 'since', 'mornings', 'risk'] as const),
];
type Column = (typeof COLUMNS)[number];

/** A finding for each alert by account, with its telling accesses as evidences. */
export function accountFindings(alerts: Table, made: Made): Finding[] {
  const columns = findColumns(alerts, COLUMNS);
  const told = toldIn(alerts);
  return told.map((accesses, row) => {
    const text = (name: Column) => String(columns[name].get(row));
    const number = (name: Column) => Number(columns[name].get(row));
    const moment = (name: 'first' | 'last') => (columns[name].get(row) === null ? undefined : number(name));
    const [tenant, user, reason] = (['tenant', 'user', 'reason'] as const).map(text);
    const [since, p] = (['since', 'p_value'] as const).map(number);
    const intruder = columns.intruder.get(row) === null ? [] : [text('intruder')];
    const labels = columns.labels.get(row) === null ? [] : text('labels').split(', ');
    const uid = uidOf(tenant, user, since);
    const isUpdate = number('mornings') > 1;
    const anomalies = [
      {
        observation_parameter: 'weight of evidence of all accesses of an account, in nats',
        observation_type: text('kind'),
        observed_pattern: user,
        observations: [{ value: text('evidence'), count: number('accesses') }],
      },
      ...accesses.map(anomalyOf),
    ];
    return findingOf(
      {
        ...{ tenant, reason, uid, p, isUpdate, first: moment('first'), last: moment('last') },
        eventUid: uidOf(uid, moment('last') ?? isoDay(made.time)),
        title: `Unusual accesses of ${visibleText(user)}`,
        types: [text('kind'), ...intruder, ...labels],
        severity: number('severity'),
        count: number('accesses'),
        created: since,
        riskScore: Math.round(number('risk')),
        evidences: accesses.map((access) => evidenceOf(user, access)),
        resources: accesses.map(({ res, labels: own }) =>
          defined({ name: res, labels: own.length > 0 ? own : undefined }),
        ),
        analyses: [analysisOf(user, anomalies, 'share of normal accounts that are as odd', p)],
      },
      made,
    );
  });
}

function anomalyOf({ res, kind, evidence, count }: TellingAccess): object {
  return {
    observation_parameter: 'weight of evidence of an access, in nats',
    observation_type: kind,
    observed_pattern: res,
    observations: [defined({ value: String(evidence), count: count ?? undefined })],
  };
}

/** An access as OCSF's evidence: from where, by what, what was done. */
function evidenceOf(
  user: string,
  { res, reason, contexts, details, count, first, last }: TellingAccess,
): object {
  const { actor, ...from } = evidenceContext((name) => {
    const value =
      (name === 'ip' ? details.address?.[0]?.[0] : undefined) ?? contexts[name] ?? details[name]?.[0]?.[0];
    return value === undefined || value === null ? undefined : String(value);
  });
  const operations = (details.operation ?? []).map(([operation]) => operation);
  return defined({
    actor: { user: { name: user }, ...actor },
    ...from,
    api: operations.length > 0 ? { operation: operations.join(', ') } : undefined,
    resources: [{ name: res }],
    data: defined({
      reason: visibleLine(reason),
      count,
      first,
      last,
      details: Object.keys(details).length > 0 ? details : undefined,
    }),
  });
}
