import type { Table } from 'apache-arrow';
import { Numbering } from '../../accesses/Numbering.js';
import type { TellingAccess } from '../../alerts/accounts/tellingAccesses.js';
import { toldIn } from '../../alerts/accounts/tellingOf.js';
import { isoDay } from '../../base/text/isoDay.js';
import { findColumns } from '../../tables/findColumn.js';

/** What a page shows about an account's alert. */
export interface ShownIncident {
  tenant: string;
  user: string;
  band: string;
  severity: number;
  kind: string;
  everyDays: number | null;
  accesses: number;
  firstTime: number;
  /** When the incident began, in ms since 1970 UTC; null if that isn't known. */
  since: number | null;
  mornings: number;
  risk: number;
  labels: string | null;
  verdict: string | null;
  reason: string;
  told: TellingAccess[];
  /** The first and the last day of the incident, as in 2026-11-03; null if they aren't known. */
  days: { first: string; last: string } | null;
  /** Failed attempts: how many there were, and the resources with the most of them. */
  failures: { count: number; resources: [res: string, count: number][] } | null;
}

const COLUMNS = [
  ...(['tenant', 'user', 'band', 'kind', 'reason', 'labels', 'verdict', 'every_days', 'severity'] as const),
  ...(['accesses', 'first_time', 'mornings', 'risk', 'first', 'last', 'since'] as const),
];
type Column = (typeof COLUMNS)[number];

/** The alerts as a page shows them, one entry for each row. */
export function shownIncidents(alerts: Table, failures: Table | null): ShownIncident[] {
  const columns = findColumns(alerts, COLUMNS);
  const told = toldIn(alerts);
  const failed = failuresOf(failures);
  return told.map((accesses, row) => {
    const text = (name: Column) => String(columns[name].get(row));
    const number = (name: Column) => Number(columns[name].get(row));
    const isNull = (name: Column) => columns[name].get(row) === null;
    const optional = (name: Column) => (isNull(name) ? null : text(name));
    const [tenant, user] = (['tenant', 'user'] as const).map(text);
    return {
      ...{ tenant, user, band: text('band'), kind: text('kind'), reason: text('reason'), told: accesses },
      ...{ labels: optional('labels'), verdict: optional('verdict') },
      everyDays: isNull('every_days') ? null : number('every_days'),
      severity: number('severity'),
      accesses: number('accesses'),
      firstTime: number('first_time'),
      since: isNull('first') ? null : number('since'),
      mornings: number('mornings'),
      risk: number('risk'),
      days: isNull('first')
        ? null
        : { first: isoDay(number('since')), last: isoDay(Math.max(number('since'), number('last'))) },
      failures: failed(tenant, user),
    };
  });
}

function failuresOf(failures: Table | null): (tenant: string, user: string) => ShownIncident['failures'] {
  if (failures === null) return () => null;
  const accounts = new Numbering();
  const counts: Map<string, number>[] = [];
  const { tenant: tenants, user: users, res: resources } = findColumns(failures, ['tenant', 'user', 'res']);
  const likelihood = failures.getChild('likelihood');
  for (let row = 0; row < failures.numRows; row++) {
    const account = accounts.add(String(tenants.get(row)), String(users.get(row)));
    const own = counts[account] ?? new Map<string, number>();
    counts[account] = own;
    const res = String(resources.get(row));
    own.set(res, (own.get(res) ?? 0) + Number(likelihood?.get(row) ?? 1));
  }
  return (tenant, user) => {
    const account = accounts.find(tenant, user);
    if (account < 0) return null;
    const most = [...counts[account]].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return { count: most.reduce((sum, [, count]) => sum + count, 0), resources: most.slice(0, 3) };
  };
}

/**
 * The days of an incident: its own, and those of telling accesses that a wrong clock put elsewhere. A verdict
 * `malicious` has to cover all of them. Empty if the days aren't known.
 */
export function daysOf({ told, days }: ShownIncident): { first: string; last: string }[] {
  return days === null ? [] : [days, ...farDays(told, days)];
}

/** The days of telling accesses that a wrong clock put elsewhere. A verdict has to cover them, too. */
function farDays(
  told: readonly TellingAccess[],
  { first, last }: { first: string; last: string },
): { first: string; last: string }[] {
  const days = told
    .flatMap((access) => [access.first, access.last])
    .map((time) => time?.slice(0, 10) ?? first);
  const far = [...new Set(days)].filter((day) => day < first || day > last).sort();
  return far.map((day) => ({ first: day, last: day }));
}
