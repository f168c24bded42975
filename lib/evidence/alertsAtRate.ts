import type { Table } from 'apache-arrow';
import { checkNames } from '../als/checkNames.js';
import { adoptTable } from '../anomaly/adoptTable.js';
import { checkTable, findColumn } from '../anomaly/columns.js';
import { takeRows } from '../data/tables/takeRows.js';

export interface AlertsAtRateOptions {
  /** The share of normal accesses that may raise an alarm, in (0, 1). */
  rate?: number;
  /** Instead of a rate: how many false alarms a day are bearable; needs `days`. */
  falseAlarmsADay?: number;
  /** How many days the table's accesses are of. */
  days?: number;
  /** The column of the p-values. Default 'p_next' where the table has it, else 'p_new'. */
  pCol?: 'p_next' | 'p_new';
}

/**
 * The accesses that raise an alarm: those whose p-value is at most a rate, so that of normal accesses about that share is
 * among them. The most evidence comes first, and of equal evidence the smaller p-value; then the order of the table.
 *
 * @param scored a table that `AccessEvidenceModel.transform` scored
 * @throws RangeError or TypeError naming the option, or the column that is missing
 *
 * @example
 * const alerts = alertsAtRate(model.transform(today, { window: 1 / 30 }), { falseAlarmsADay: 10, days: 1 });
 */
export function alertsAtRate(scored: Table, options: AlertsAtRateOptions): Table {
  checkNames('options', options, ['rate', 'falseAlarmsADay', 'days', 'pCol']);
  checkTable(scored);
  const rate = rateOf(options, scored.numRows);
  const p = findColumn(scored, options.pCol ?? (scored.getChild('p_next') ? 'p_next' : 'p_new'));
  const evidence = findColumn(scored, 'evidence');
  const rows: number[] = [];
  for (let row = 0; row < scored.numRows; row++) if (p.get(row) <= rate) rows.push(row);
  rows.sort((a, b) => evidence.get(b) - evidence.get(a) || p.get(a) - p.get(b) || a - b);
  return takeRows(adoptTable(scored), Int32Array.from(rows));
}

function rateOf({ rate, falseAlarmsADay, days }: AlertsAtRateOptions, numRows: number): number {
  if ((rate === undefined) === (falseAlarmsADay === undefined)) {
    throw new TypeError(
      `Expected one of rate and falseAlarmsADay, got ${rate === undefined ? 'neither' : 'both'}`,
    );
  }
  if (rate !== undefined) {
    if (rate > 0 && rate < 1) return rate;
    throw new RangeError(`Expected rate to be between 0 and 1, got ${rate}`);
  }
  for (const [name, value] of Object.entries({ falseAlarmsADay, days })) {
    if (typeof value !== 'number' || !(Number.isFinite(value) && value > 0)) {
      throw new RangeError(`Expected ${name} to be a positive number, got ${value}`);
    }
  }
  return numRows === 0 ? 0 : (falseAlarmsADay! * days!) / numRows;
}
