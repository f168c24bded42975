import type { AccessLog } from '../../accesses/accessLog.js';
import type { IdRanges } from '../../accesses/entities.js';
import { gather, gatherFloats, positionsWhere } from '../../base/numbers/gather.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { countsOf, type Graph } from '../counts/counts.js';
import { type Cells, cellsOf } from '../score/cells.js';
import type { WindowDays } from '../score/TimeState.js';
import type { PairDays } from './windows.js';

/**
 * What was known before a window, and accesses as its cells, by its ids.
 *
 * @param asked positions in the log's list
 */
export function takeWindow(
  log: AccessLog,
  days: PairDays,
  { from, to }: WindowDays,
  asked: Int32Array,
): { past: Graph; cells: Cells } {
  const { users, resources, user, res } = log;
  const tenantOf = users.tenantOfEach();
  const seen = new Float64Array(user.length);
  for (let n = 0; n < days.pair.length; n++) {
    const pair = days.pair[n];
    const t = tenantOf[user[pair]];
    if (from[t] < to[t] && days.day[n] < from[t]) seen[pair]++;
  }
  const before = positionsWhere(seen.length, (pair) => seen[pair] > 0);
  const pastUsers = renumbered(users, user, before);
  const pastResources = renumbered(resources, res, before);
  const past = countsOf({
    users: pastUsers.ids,
    resources: pastResources.ids,
    user: gather(pastUsers.idOf, gather(user, before)),
    res: gather(pastResources.idOf, gather(res, before)),
    likelihood: gatherFloats(seen, before),
  });
  const ofUser = gather(user, asked);
  const cells = cellsOf(
    past,
    gather(tenantOf, ofUser),
    gather(pastUsers.idOf, ofUser),
    gather(pastResources.idOf, gather(res, asked)),
  );
  return { past, cells };
}

/** New ids for those that occur, in order; -1 for the others. */
function renumbered(
  { tenants, starts, size }: IdRanges,
  ids: Int32Array,
  pairs: Int32Array,
): { ids: IdRanges; idOf: Int32Array } {
  const occurs = new Int32Array(size);
  for (const pair of pairs) occurs[ids[pair]] = 1;
  const idOf = new Int32Array(size).fill(-1);
  const tenant: number[] = [];
  for (let t = 0; t < tenants.length; t++) {
    for (let id = starts[t]; id < starts[t + 1]; id++) if (occurs[id] === 1) idOf[id] = tenant.push(t) - 1;
  }
  const newStarts = startsOf(Int32Array.from(tenant), tenants.length);
  return { ids: { tenants, starts: newStarts, size: tenant.length }, idOf };
}
