import type { AccessLog } from '../../accesses/accessLog.js';
import { countContext } from '../context/contextCounts.js';
import { sightingsOf } from '../context/sightings.js';
import { type Counts, userOfEach } from '../counts/counts.js';
import type { KnownContext } from '../score/TimeState.js';

/** The log that a model has learned from. */
export function logOfModel(
  counts: Counts,
  { contexts, records }: Pick<AccessLog, 'contexts' | 'records'>,
): AccessLog {
  const { users, resources, byUser, likelihood } = counts;
  return { users, resources, user: userOfEach(counts), res: byUser.others, likelihood, contexts, records };
}

/** The contexts of a log, with everything that it says about them. */
export function knownContexts(log: AccessLog): KnownContext[] {
  return log.contexts.map((context, c) => ({
    ...context,
    counts: countContext(log, c, sightingsOf(log, c), null),
  }));
}
