import type { Table } from 'apache-arrow';
import { sql } from '../../sql/sql.js';

/**
 * What waits for a verdict as lines for a file of verdicts: a row a distinct access, in which `verdict` and
 * what stands behind it are empty.
 *
 * @param heldBack as `selectForLearning` and `learnDay` give it
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
