import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectOneOf, expectPositive, expectShare } from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import { visibleText } from '../base/text/visibleText.js';
import { adoptTable } from '../tables/adoptTable.js';
import { findColumn } from '../tables/findColumn.js';
import { checkTable } from '../tables/isTable.js';
import { takeRows } from '../tables/takeRows.js';
import { DEFAULT_DAYS, falseAlarmRate } from './falseAlarmRate.js';

export interface AlertsAtRateOptions {
  /** The share of normal accesses that may raise an alarm, in (0, 1). */
  rate?: number;
  /** Instead of a rate: how many false alarms a day are acceptable. With fewer rows, all raise an alarm. */
  falseAlarmsADay?: number;
  /** With falseAlarmsADay: how many days the table's accesses cover. Default: 1. */
  days?: number;
  /** The column of the p-values. Default: 'p_next'; 'p_new' suits accesses that were never seen. */
  pCol?: 'p_next' | 'p_new';
}

/**
 * The accesses that raise an alarm: those whose p-value is at most a rate, so that about this share of normal
 * accesses is among them. The most evidence comes first, with equal evidence the smaller p-value, then the
 * order of the table.
 *
 * No p-value is smaller than about 1 / the number of accesses that the model compares with: a rate below that
 * never raises an alarm (`AccessEvidenceModel.smallestP`).
 *
 * @param scored a table that `AccessEvidenceModel.transform` scored: each row counts as an access (`triage`
 *   counts rows of the same access once)
 * @throws RangeError or TypeError naming the option or the missing column
 *
 * @example
 * const alerts = alertsAtRate(model.transform(today, { window: 1 / 30 }), { falseAlarmsADay: 10 });
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
      throw new RangeError(`Expected column ${visibleText(column)} to hold p-values, got null in row ${row}`);
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
  throw new RangeError(
    `Expected a column ${visibleText(name)}${advice}, got ${scored.schema.names.map((each) => visibleText(String(each))).join(', ')}`,
  );
}

function rateOf(options: AlertsAtRateOptions, numRows: number): number {
  const { rate, falseAlarmsADay, days = DEFAULT_DAYS } = options;
  if ((rate === undefined) === (falseAlarmsADay === undefined)) {
    throw new RangeError(
      `Expected one of rate and falseAlarmsADay, got ${rate === undefined ? 'neither' : 'both'}`,
    );
  }
  if (rate !== undefined) {
    if (options.days !== undefined) {
      throw new RangeError(`Expected days beside falseAlarmsADay only, got ${describe(days)}`);
    }
    return expectShare('rate', rate);
  }
  const alarms = expectPositive('falseAlarmsADay', falseAlarmsADay);
  return falseAlarmRate(alarms, expectPositive('days', days), numRows);
}
