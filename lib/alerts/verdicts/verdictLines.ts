import type { Table } from 'apache-arrow';
import { sql } from '../../sql/sql.js';

/**
 * The accesses that wait for a verdict, as lines for a file of verdicts: one row for each distinct access, in
 * which `verdict` and the columns after it are empty.
 *
 * @param heldBack the `heldBack` table of `selectForLearning` or `learnDay`
 *
 * @example
 * const { heldBack } = await learnDay(model, today, { alerts });
 * show(await verdictLines(heldBack), { limit: 10 });
 */
export async function verdictLines(heldBack: Table): Promise<Table> {
  return sql`
    SELECT DISTINCT tenant, "user", res, '' AS verdict, '' AS context, '' AS owner, '' AS reason,
      '' AS expires
    FROM ${heldBack} ORDER BY ALL`;
}
