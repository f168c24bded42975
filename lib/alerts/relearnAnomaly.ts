import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { AccessAnomaly, type FitOptions } from '../original/AccessAnomaly.js';
import type { AccessAnomalyModel } from '../original/AccessAnomalyModel.js';
import { sql } from '../sql/sql.js';
import type { LearnedDay } from './learnDay.js';
import type { Verdict } from './verdicts/Verdict.js';
import { withVerdicts } from './verdicts/withVerdicts.js';

export interface RelearnOptions extends Pick<FitOptions, 'onIteration' | 'signal'> {
  /** The accesses that the model was trained on. */
  earlier: Table;
  /** What was decided: malicious accesses are left out. */
  verdicts?: readonly Verdict[];
  /** The moment that verdicts expire against. Default: now. */
  now?: Date;
}

/** A start that is near enough needs no more. */
const ROUNDS = 3;

/**
 * The original's next model: trained on the earlier accesses and on what a day has taught, without what was
 * held back or is malicious. It starts where a model stands, so that three rounds are enough.
 *
 * @param model to start from, which may have the newcomers of the day already (`foldIn`)
 */
export async function relearnAnomaly(
  model: AccessAnomalyModel,
  { learned, heldBack }: Pick<LearnedDay, 'learned' | 'heldBack'>,
  options: RelearnOptions,
): Promise<AccessAnomalyModel> {
  checkNames('relearnAnomaly options', options, ['earlier', 'verdicts', 'now', 'onIteration', 'signal']);
  const { earlier, verdicts = [], now = new Date(), onIteration, signal } = options;
  const both = await sql`
    SELECT tenant, "user", res, sum(likelihood)::DOUBLE AS likelihood
    FROM (SELECT tenant, "user", res, likelihood FROM ${withVerdicts(earlier, verdicts, { now })}
        ANTI JOIN ${heldBack} USING (tenant, "user", res)
        WHERE verdict IS DISTINCT FROM 'malicious'
      UNION ALL SELECT tenant, "user", res, likelihood FROM ${learned})
    GROUP BY ALL ORDER BY ALL`;
  return new AccessAnomaly({ rankParam: model.rank, maxIter: ROUNDS }).fit(both, {
    ...{ warmStart: model, onIteration, signal },
  });
}
