import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { COMMON_COLUMNS } from '../../accesses/columns.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { withText } from '../../tables/withColumn.js';
import { rowsInContext } from '../tellingRows.js';
import { applyVerdicts } from './applyVerdicts.js';
import type { Verdict } from './Verdict.js';
import { dayColFor } from './verdictDates.js';

/**
 * The table with a column `verdict`: what was decided about each access, null if nothing was.
 *
 * @param table columns tenant, user and res
 * @param options `now`: verdicts that have expired by then don't hold. Default: now. `dayCol`: the days that
 *   the dates of verdicts are compared with. Default: 'day', if there is such a column
 * @throws RangeError or TypeError naming the option, a missing column, or the row of a null or empty name
 */
export function withVerdicts(
  table: Table,
  verdicts: readonly Verdict[],
  options: { now?: Date; dayCol?: string | null } = {},
): Table {
  checkNames('withVerdicts options', options, ['now', 'dayCol']);
  const { now = new Date(), dayCol = 'day' } = options;
  const accesses = accessesOf(table, COMMON_COLUMNS);
  const contexts = Array.isArray(verdicts)
    ? verdicts.flatMap(({ context }: Verdict) => (context ? [context.name] : []))
    : [];
  const rows = rowsInContext(accesses, [...new Set(contexts)], dayColFor(verdicts, dayCol));
  const decided = applyVerdicts(rows, verdicts, now);
  return withText(
    table,
    'verdict',
    decided.verdicts.map((rule) => rule?.verdict ?? null),
  );
}
