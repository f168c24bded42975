import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import type { AccessEvidenceModel } from '../evidence/AccessEvidenceModel.js';
import { sql } from '../sql/sql.js';
import type { Verdict } from './verdicts/Verdict.js';
import { withVerdicts } from './verdicts/withVerdicts.js';

export interface TopAccessesOptions {
  /** The model that has scored the accesses. It knows what accounts and resources did before. */
  model: AccessEvidenceModel;
  /** Earlier verdicts: expected accesses are left out. */
  verdicts?: readonly Verdict[];
  /** The moment at which to check whether verdicts have expired. Default: now. */
  now?: Date;
  /** The greatest number of rows. Default: 25. */
  limit?: number;
}

const COLUMNS = [
  'rank',
  'tenant',
  'user',
  'res',
  'kind',
  'evidence',
  'times',
  'p_next',
  'why',
  'alike',
  'habit',
];
const DEFAULT_LIMIT = 25;

/**
 * The single accesses with the most evidence. Accesses with the same evidence (to three digits) share a row,
 * and `alike` says how many more there are. The row shows the account with the least suspicious `habit`,
 * which is the mean evidence of what it did before (for a new account, of what others did at the resource).
 * `times` is how many times likelier an intruder makes the access, at most a million.
 *
 * @param scored the `scored` table of a day, with `kind`, `p_next` and `why`
 * @returns one row for each level of evidence, with `anomaly_score` if the table has it
 * @throws RangeError or TypeError naming the option or the column that can't be used
 *
 * @example
 * const day = await scoreDay('february-1.csv.gz', { user: 'account', res: 'share', count: 'n', model });
 * show(await topAccesses(day.scored, { model, limit: 10 }));
 */
export async function topAccesses(scored: Table, options: TopAccessesOptions): Promise<Table> {
  checkNames('topAccesses options', options ?? {}, ['model', 'verdicts', 'now', 'limit']);
  const { model, verdicts = [], now = new Date(), limit = DEFAULT_LIMIT } = options;
  expectInteger('limit', limit, 1);
  const judged = withVerdicts(scored, verdicts, { now });
  const open = await sql`SELECT * FROM ${judged} WHERE verdict IS DISTINCT FROM 'expected'`;
  const levels = await sql`
    SELECT DISTINCT round(evidence, 3) AS level FROM ${open} WHERE evidence > 0
    ORDER BY level DESC LIMIT ${limit}`;
  const atTop = await sql`
    SELECT *, round(evidence, 3) AS level
    FROM (FROM ${open} QUALIFY row_number() OVER (PARTITION BY tenant, "user", res ORDER BY evidence DESC) = 1)
    SEMI JOIN ${levels} ON round(evidence, 3) = level`;
  const habits = await habitsIn(atTop, model);
  const ranked = await sql`
    SELECT dense_rank() OVER (ORDER BY level DESC) AS rank, *
    FROM (
      SELECT a.*, round(exp(least(evidence, ln(1000000))))::INTEGER AS times,
        coalesce(u.habit, r.habit) AS habit,
        count(*) OVER (PARTITION BY level) - 1 AS alike,
        row_number() OVER (
          PARTITION BY level
          ORDER BY coalesce(u.habit, r.habit) NULLS LAST, likelihood DESC, a.tenant, a."user", a.res
        ) AS place
      FROM ${atTop} a
        LEFT JOIN ${habits} u ON a.tenant = u.tenant AND a."user" = u."user"
        LEFT JOIN ${habits} r ON a.tenant = r.tenant AND a.res = r.res
    )
    WHERE place = 1 ORDER BY rank`;
  return ranked.select([...COLUMNS, ...(scored.getChild('anomaly_score') ? ['anomaly_score'] : [])]);
}

/** The mean evidence of the learned accesses, for each account and for each resource. */
async function habitsIn(accesses: Table, model: AccessEvidenceModel): Promise<Table> {
  return sql`
    SELECT tenant, "user", NULL AS res, avg(pair_evidence) AS habit
    FROM ${model.transform(model.historyOf(accesses))} GROUP BY ALL
    UNION ALL
    SELECT tenant, NULL, res, avg(pair_evidence)
    FROM ${model.transform(model.historyOf(accesses, { of: 'resources' }))} GROUP BY ALL`;
}
