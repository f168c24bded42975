import type { Table } from 'apache-arrow';
import { checkNames } from '../checks/checkNames.js';
import { readNames } from '../tables/readColumns.js';
import { withText } from '../tables/withColumn.js';
import { applyVerdicts } from './applyVerdicts.js';
import type { Verdict } from './verdicts.js';

/**
 * The table with a column `verdict`: what was decided of each access, null where nothing was.
 *
 * @param table columns tenant, user and res
 * @param options `now`: what has expired by then doesn't hold. Default: now
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function withVerdicts(
  table: Table,
  verdicts: readonly Verdict[],
  options: { now?: Date } = {},
): Table {
  checkNames('withVerdicts options', options, ['now']);
  const [tenant, user, res] = ['tenant', 'user', 'res'].map((name) => readNames(table, name));
  const accesses = Array.from({ length: table.numRows }, (_, row) => ({
    tenant: tenant.values[tenant.codes[row]],
    user: user.values[user.codes[row]],
    res: res.values[res.codes[row]],
  }));
  const decided = applyVerdicts(accesses, verdicts, options.now ?? new Date());
  return withText(
    table,
    'verdict',
    decided.verdicts.map((rule) => rule?.verdict ?? null),
  );
}
