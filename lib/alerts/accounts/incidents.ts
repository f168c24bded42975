import type { Table } from 'apache-arrow';
import { Numbering } from '../../accesses/Numbering.js';
import { DAY_MS } from '../../base/checks/span.js';
import { findColumn } from '../../tables/findColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';

/** An account that had alerts on earlier mornings and that nobody has judged. */
export interface Incident {
  tenant: string;
  user: string;
  /** When it began, and the last access that raised an alert; milliseconds since 1970 UTC. */
  since: number;
  last: number;
  /** On how many mornings it had an alert. */
  mornings: number;
  /** From 0 to 100, as of `last`. */
  risk: number;
  /** The highest on any morning. */
  severity: number;
}

/** Without anything new, a risk halves in this many days. */
export const HALF_LIFE_DAYS = 7;

/** A risk below this counts as none. */
const LEAST_RISK = 1;

/** What is left of a risk, from 0 to 100, some milliseconds later. */
export function fadedRisk(risk: number, elapsed: number): number {
  const left = risk * 2 ** (-Math.max(0, elapsed) / (HALF_LIFE_DAYS * DAY_MS));
  return left < LEAST_RISK ? 0 : left;
}

/** Combines a risk and a severity, both from 0 to 100; neither lowers the other. */
export function joinedRisk(risk: number, severity: number): number {
  return 100 * (1 - (1 - risk / 100) * (1 - severity / 100));
}

/**
 * What is remembered of an account. The same morning again doesn't count as another one.
 *
 * @param first, last of its accesses in the table, or the table's day, so that a morning twice is the same
 */
export function remembered(
  incident: Incident | null,
  { severity, waiting }: { severity: number; waiting: number },
  first: number,
  last: number,
): Pick<Incident, 'since' | 'mornings' | 'risk'> {
  // A risk fades when nothing new comes.
  const risk =
    incident === null ? 0 : waiting > 0 ? incident.risk : fadedRisk(incident.risk, last - incident.last);
  if (incident === null || risk === 0) return { since: first, mornings: 1, risk: severity };
  const isLater = Math.floor(last / DAY_MS) > Math.floor(incident.last / DAY_MS);
  return {
    since: incident.since,
    mornings: incident.mornings + (isLater ? 1 : 0),
    risk: isLater ? joinedRisk(risk, severity) : Math.max(incident.risk, severity),
  };
}

/** The incidents that a model keeps, by account. */
export function incidentsOf(table: Table | null): (tenant: string, user: string) => Incident | null {
  return byAccount(rowsOf(table));
}

function byAccount(incidents: readonly Incident[]): (tenant: string, user: string) => Incident | null {
  const numbers = new Numbering();
  for (const { tenant, user } of incidents) numbers.add(tenant, user);
  return (tenant, user) => incidents[numbers.find(tenant, user)] ?? null;
}

function rowsOf(table: Table | null): Incident[] {
  if (table === null) return [];
  const column = (name: string) => findColumn(table, name);
  const [tenant, user] = ['tenant', 'user'].map(column);
  const numbers = ['since', 'last', 'mornings', 'risk', 'severity'].map(column);
  return Array.from({ length: table.numRows }, (_, row) => {
    const [since, last, mornings, risk, severity] = numbers.map((values) => Number(values.get(row)));
    return {
      tenant: String(tenant.get(row)),
      user: String(user.get(row)),
      since,
      last,
      mornings,
      risk,
      severity,
    };
  });
}

/**
 * The incidents to remember until the next morning: those of this morning, and earlier ones that nobody has
 * judged and whose risk has not yet faded.
 *
 * @param alerts the alerts of `triage`, a row for each account
 * @param morning the day of the table: see `morningOf`; `plausible`: the nearest possible time
 * @param isWaiting whether any access of an account still waits for a verdict
 * @returns tenant, user; since and last; mornings; risk, from 0 to 100 as of `last`; severity, the highest
 */
export function nextIncidents(
  alerts: Table,
  earlier: Table | null,
  isWaiting: (tenant: string, user: string) => boolean,
  { morning, now, plausible }: { morning: number; now: Date; plausible: (time: number) => number },
): Table {
  const before = rowsOf(earlier);
  const known = byAccount(before);
  const today = rowsOf(alerts).map((incident) => ({
    ...incident,
    severity: Math.max(incident.severity, known(incident.tenant, incident.user)?.severity ?? 0),
    last: incident.last > 0 ? plausible(incident.last) : morning,
  }));
  const alerted = byAccount(today);
  const open = before.filter(
    ({ tenant, user, risk, last }) =>
      alerted(tenant, user) === null && fadedRisk(risk, now.getTime() - last) > 0,
  );
  return incidentTable([...today, ...open].filter(({ tenant, user }) => isWaiting(tenant, user)));
}

function incidentTable(incidents: readonly Incident[]): Table {
  const time = (of: (incident: Incident) => number) => makeColumn.moments(incidents.map(of));
  return tableFromVectors([
    ['tenant', makeColumn.string(incidents.map(({ tenant }) => tenant))],
    ['user', makeColumn.string(incidents.map(({ user }) => user))],
    ['since', time(({ since }) => since)],
    ['last', time(({ last }) => last)],
    ['mornings', makeColumn.int32(incidents.map(({ mornings }) => mornings))],
    ['risk', makeColumn.float64(incidents.map(({ risk }) => risk))],
    ['severity', makeColumn.int32(incidents.map(({ severity }) => severity))],
  ]);
}
