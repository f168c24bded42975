import type { Table } from 'apache-arrow';
import { sql } from '../sql/sql.js';

/**
 * Counts the distinct accesses of a day for each kind, and says how odd they are.
 *
 * @param scored a table from `transform` with `kinds`, by a model that knows `p_next`
 * @returns one row for each kind, the most frequent first: kind, accesses, `median evidence`, `most
 *   evidence`, `p_next up to 0.01` (rows)
 *
 * @example
 * const day = await scoreDay('february-1.csv.gz', { user: 'account', res: 'share', count: 'n', model });
 * show(await countKinds(day.scored));
 */
export async function countKinds(scored: Table): Promise<Table> {
  return sql`
    SELECT kind, count(DISTINCT (tenant, "user", res)) AS accesses,
      median(evidence) AS "median evidence", max(evidence) AS "most evidence",
      count(*) FILTER (p_next <= 0.01) AS "p_next up to 0.01"
    FROM ${scored} GROUP BY kind ORDER BY accesses DESC`;
}
