import type { Table, Vector } from 'apache-arrow';
import { grouped } from '../../base/text/grouped.js';
import { findColumn } from '../../tables/findColumn.js';
import { isTable } from '../../tables/isTable.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { severityOf } from '../severity.js';
import type { TellingAccess } from './tellingAccesses.js';

/** A telling access with its account. */
interface OwnedAccess extends TellingAccess {
  tenant: string;
  user: string;
  /** The severity of the account's alert; null if the table doesn't have it. */
  accountSeverity: number | null;
}

/**
 * The telling accesses of alerts by account as a table, with a row for each, in the order of the alerts:
 * tenant, user, res, kind, evidence, p_value, severity (by the evidence of the access), account_severity (of
 * its alert), intruder, reason, likelihood, first, last, and the contexts and details that they have. Figures
 * and `explain` take it like any table of accesses.
 *
 * @param alerts a table of `triage`, with a row for each account
 * @throws RangeError naming a missing column, or a row without a list of accesses
 *
 * @example
 * const alerts = triage(today, { model });
 * show(tellingOf(alerts).select(['user', 'res', 'reason']));
 */
export function tellingOf(alerts: Table): Table {
  const accesses = toldIn(alerts).flat();
  const text = (of: (access: OwnedAccess) => string | null) => makeColumn.string(accesses.map(of));
  const number = (of: (access: OwnedAccess) => number | null) => makeColumn.float64(accesses.map(of));
  const time = (of: (access: OwnedAccess) => string | null) =>
    makeColumn.moments(
      accesses.map((access) => {
        const at = of(access);
        return at === null ? null : Date.parse(at);
      }),
    );
  const columns: [string, Vector][] = [
    ['tenant', text(({ tenant }) => tenant)],
    ['user', text(({ user }) => user)],
    ['res', text(({ res }) => res)],
    ['kind', text(({ kind }) => kind)],
    ['evidence', number(({ evidence }) => evidence)],
    ['p_value', number(({ p_value }) => p_value)],
    ['severity', number(({ evidence }) => severityOf(evidence))],
    ['account_severity', number(({ accountSeverity }) => accountSeverity)],
    ['intruder', text(({ intruder }) => intruder)],
    ['reason', text(({ reason }) => reason)],
    ['likelihood', number(({ count }) => count)],
    ['first', time(({ first }) => first)],
    ['last', time(({ last }) => last)],
  ];
  const taken = new Set(columns.map(([name]) => name));
  const add = (names: readonly string[], column: (name: string) => Vector) => {
    for (const name of new Set(names)) {
      if (taken.has(name)) continue;
      taken.add(name);
      columns.push([name, column(name)]);
    }
  };
  add(
    accesses.flatMap(({ contexts }) => Object.keys(contexts)),
    (name) => {
      const values = accesses.map(({ contexts }) => contexts[name] ?? null);
      const isNumber = (value: unknown): value is number | null =>
        value === null || typeof value === 'number';
      return values.every(isNumber)
        ? makeColumn.int32(values)
        : makeColumn.string(values.map((value) => (value === null ? null : String(value))));
    },
  );
  add(
    accesses.flatMap(({ details }) => Object.keys(details)),
    (name) => text(({ details }) => detailText(details[name] ?? [])),
  );
  return tableFromVectors(columns);
}

/** Alerts as accesses: the telling ones of alerts by account; alerts by access stay as they are. */
export function asAccesses(alerts: Table): Table {
  const isByAccount =
    isTable(alerts) && alerts.getChild('telling') !== null && alerts.getChild('res') === null;
  return isByAccount ? tellingOf(alerts) : alerts;
}

/** The telling accesses of each alert. */
export function toldIn(alerts: Table): OwnedAccess[][] {
  const [tenant, user, telling] = ['tenant', 'user', 'telling'].map((name) => findColumn(alerts, name));
  const severity = alerts.getChild('severity');
  return Array.from({ length: alerts.numRows }, (_, row) => {
    const told = parsed(telling.get(row));
    if (told === null) {
      throw new RangeError(
        `Expected column telling to hold accesses as triage gives them, got others in row ${row}`,
      );
    }
    return told.map((access) => ({
      ...access,
      tenant: String(tenant.get(row)),
      user: String(user.get(row)),
      accountSeverity: severity === null ? null : Number(severity.get(row)),
    }));
  });
}

function parsed(text: unknown): TellingAccess[] | null {
  try {
    const told: unknown = JSON.parse(String(text));
    return Array.isArray(told) && told.every(isTold) ? told : null;
  } catch {
    return null;
  }
}

/** Whether a value has what is read here and in findings. */
function isTold(value: unknown): value is TellingAccess {
  if (!isRecord(value)) return false;
  const { res, reason, first, last, contexts, details, labels } = value;
  return (
    isText(res) &&
    isText(reason) &&
    [first, last].every((time) => time === null || (isText(time) && Number.isFinite(Date.parse(time)))) &&
    isRecord(contexts) &&
    Object.values(contexts).every((each) => each === null || isText(each) || Number.isFinite(each)) &&
    isRecord(details) &&
    Object.values(details).every((each) => Array.isArray(each) && each.every(isCounted)) &&
    Array.isArray(labels) &&
    labels.every(isText)
  );
}

function isCounted(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && isText(value[0]) && Number.isFinite(value[1]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** 'Read (12), Write'. */
function detailText(values: readonly [value: string, count: number][]): string | null {
  if (values.length === 0) return null;
  return values.map(([value, count]) => (count === 1 ? value : `${value} (${grouped(count)})`)).join(', ');
}
