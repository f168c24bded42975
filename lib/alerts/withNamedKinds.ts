import type { Table } from 'apache-arrow';
import { sql } from '../sql/sql.js';

/** Scored accesses with their kinds in words, as tables and figures show them. */
export async function withNamedKinds(scored: Table): Promise<Table> {
  return sql`
    SELECT * REPLACE (CASE kind
        WHEN 'seen' THEN 'seen before' WHEN 'novel' THEN 'new for the account'
        WHEN 'cold user' THEN 'new account' WHEN 'cold resource' THEN 'new resource' ELSE 'new tenant'
      END AS kind)
    FROM ${scored}`;
}
