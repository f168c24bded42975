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
  /** The verdicts so far: malicious accesses are left out. */
  verdicts?: readonly Verdict[];
  /** The moment at which to check whether verdicts have expired. Default: now. */
  now?: Date;
}

/** The number of rounds: a fit that starts from a similar model needs no more. */
const ROUNDS = 3;

/**
 * The original's next model. It is trained on the earlier accesses and on those learned from a day, without
 * accesses that were held back or are malicious. It starts from a model, so three rounds are enough.
 *
 * @param model the model to start from, which may already have the newcomers of the day (`foldIn`)
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
