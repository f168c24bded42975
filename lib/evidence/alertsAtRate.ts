import type { Table } from 'apache-arrow';
import { checkNames } from '../checks/checkNames.js';
import { expectNumber, expectOneOf, expectPositive } from '../checks/expect.js';
import { adoptTable } from '../tables/adoptTable.js';
import { findColumn } from '../tables/findColumn.js';
import { checkTable } from '../tables/isTable.js';
import { takeRows } from '../tables/takeRows.js';

export interface AlertsAtRateOptions {
  /** The share of normal accesses that may raise an alarm, in (0, 1). */
  rate?: number;
  /** Instead of a rate: how many false alarms a day are bearable; needs `days`. */
  falseAlarmsADay?: number;
  /** How many days the table's accesses are of. */
  days?: number;
  /** The column of the p-values. Default: 'p_next'; 'p_new' is for tables of accesses that were never seen alone. */
  pCol?: 'p_next' | 'p_new';
}

/**
 * The accesses that raise an alarm: those whose p-value is at most a rate, so that of normal accesses about that share is
 * among them. The most evidence comes first, and of equal evidence the smaller p-value; then the order of the table.
 *
 * No p-value is below what the model has seen, about 1 in the number of accesses that it compares with: a rate below that
 * raises no alarm, ever (`AccessEvidenceModel.smallestP`).
 *
 * @param scored a table that `AccessEvidenceModel.transform` scored
 * @throws RangeError or TypeError naming the option, or the column that is missing
 *
 * @example
 * const alerts = alertsAtRate(model.transform(today, { window: 1 / 30 }), { falseAlarmsADay: 10, days: 1 });
 */
export function alertsAtRate(scored: Table, options: AlertsAtRateOptions): Table {
  checkNames('alertsAtRate options', options ?? {}, ['rate', 'falseAlarmsADay', 'days', 'pCol']);
  checkTable(scored);
  const rate = rateOf(options ?? {}, scored.numRows);
  const column = options?.pCol ?? 'p_next';
  const p = pOf(scored, column);
  const evidence = findColumn(scored, 'evidence');
  const rows: number[] = [];
  for (let row = 0; row < scored.numRows; row++) {
    const value = p.get(row);
    if (value === null)
      throw new RangeError(`Expected column ${column} to hold p-values, got null in row ${row}`);
    if (value <= rate) rows.push(row);
  }
  rows.sort((a, b) => evidence.get(b) - evidence.get(a) || p.get(a) - p.get(b) || a - b);
  return takeRows(adoptTable(scored), Int32Array.from(rows));
}

function pOf(scored: Table, name: string) {
  expectOneOf('pCol', name, ['p_next', 'p_new']);
  const p = scored.getChild(name);
  if (p) return p;
  const advice =
    name === 'p_next' ? " (transform with a window, or pCol: 'p_new' for accesses that were never seen)" : '';
  throw new RangeError(`Expected a column ${name}${advice}, got ${scored.schema.names.join(', ')}`);
}

function rateOf({ rate, falseAlarmsADay, days }: AlertsAtRateOptions, numRows: number): number {
  if ((rate === undefined) === (falseAlarmsADay === undefined)) {
    throw new RangeError(
      `Expected one of rate and falseAlarmsADay, got ${rate === undefined ? 'neither' : 'both'}`,
    );
  }
  if (rate !== undefined) {
    if (days !== undefined) throw new RangeError(`Expected days beside falseAlarmsADay only, got ${days}`);
    return expectNumber('rate', rate, 'between 0 and 1', (share) => share > 0 && share < 1);
  }
  for (const [name, value] of Object.entries({ falseAlarmsADay, days })) expectPositive(name, value);
  const share = numRows === 0 ? 0 : (falseAlarmsADay! * days!) / numRows;
  if (share < 1) return share;
  throw new RangeError(
    `Expected fewer false alarms than the ${numRows} accesses, got ${falseAlarmsADay} a day over ${days} days`,
  );
}
