import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns } from '../../accesses/columns.js';
import { type Pairs, readPairs } from '../../accesses/pairs.js';
import { type PairSums, sortPairs } from '../../accesses/sortPairs.js';
import { groupBy, type Interactions } from '../../als/groupBy.js';
import type { Baseline } from './rarityBaseline.js';

/**
 * What do the user's peers do? Users are peers if they share resources; rare ones count more:
 *
 *   w(r) = log(users of the tenant / users of r)          (idf; Salton and Buckley 1988)
 *   sim(u, v) = cosine of the users' vectors of w       (user-based filtering; Breese, Heckerman, Kadie 1998)
 *   score(u, r) = 1 - sum of sim(u, v) over the other users v of r / sum of sim(u, v) over all other users v
 *
 * from 0 (all peers access it) to 1 (none does). An unknown user, a user without peers, and an unknown
 * resource get 1.
 *
 * @param train the known accesses; repeats of a pair count once
 * @param options the columns; if the training table has tenants, scored tables must have them, too
 * @throws RangeError naming an unknown option, a missing column, or the row of a null name;
 *   TypeError naming an option or a column of a wrong type
 */
export function peersBaseline(train: Table, options: PairColumns = {}): Baseline {
  const columns = pairColumns(train, options);
  const pairs = readPairs(train, columns);
  const { users, resources } = pairs;
  const distinct = distinctPairs(pairs);
  const ones = new Float32Array(distinct.user.length);
  const byUser = groupBy(distinct.user, distinct.res, ones, users.size);
  const byRes = groupBy(distinct.res, distinct.user, ones, resources.size);
  const tenantOf = resources.tenantOfEach();
  const idf = Float64Array.from(tenantOf, (t, r) =>
    Math.log((users.starts[t + 1] - users.starts[t]) / (byRes.starts[r + 1] - byRes.starts[r])),
  );
  const norm = Float64Array.from({ length: users.size }, (_, u) =>
    Math.sqrt(sumOver(byUser, u, (r) => idf[r] ** 2)),
  );
  /** The contribution of user v to each of its resources: w(r) over the vector's length. */
  const unit = (v: number, r: number) => (norm[v] > 0 ? idf[r] / norm[v] : 0);
  const everybody = new Float64Array(resources.size);
  for (let v = 0; v < users.size; v++) addTo(everybody, byUser, v, unit);

  return (table) => {
    const asked = readPairs(table, columns, { users, resources });
    const scores = new Float64Array(asked.user.length).fill(1);
    const rowsOf = groupRows(asked.res, resources.size);
    const peers = new Float64Array(resources.size);
    for (const [r, rows] of rowsOf) {
      const its = byRes.others.subarray(byRes.starts[r], byRes.starts[r + 1]);
      for (const v of its) addTo(peers, byUser, v, unit);
      for (const row of rows) {
        const u = asked.user[row];
        if (u < 0) continue;
        // Both sums include the user itself, with the greatest similarity.
        const self = norm[u] > 0 ? 1 : 0;
        const all = sumOver(byUser, u, (other) => unit(u, other) * everybody[other]) - self;
        const some =
          sumOver(byUser, u, (other) => unit(u, other) * peers[other]) - (its.includes(u) ? self : 0);
        if (all > 1e-12) scores[row] = 1 - Math.max(0, some) / all;
      }
      for (const v of its)
        for (let n = byUser.starts[v]; n < byUser.starts[v + 1]; n++) peers[byUser.others[n]] = 0;
    }
    return scores;
  };
}

function distinctPairs({ accesses, users, resources, user, res }: Pairs): PairSums {
  const { firstRow } = accesses.distinct;
  const [u, r] = [user, res].map((ids) => firstRow.map((row) => ids[row]));
  return sortPairs(u, r, new Float64Array(u.length), users.size, resources.size);
}

function sumOver({ starts, others }: Interactions, row: number, value: (other: number) => number): number {
  let sum = 0;
  for (let n = starts[row]; n < starts[row + 1]; n++) sum += value(others[n]);
  return sum;
}

function addTo(
  sums: Float64Array,
  { starts, others }: Interactions,
  row: number,
  value: (row: number, other: number) => number,
): void {
  for (let n = starts[row]; n < starts[row + 1]; n++) sums[others[n]] += value(row, others[n]);
}

/** Groups the rows by keys other than -1. */
function groupRows(keys: Int32Array, numKeys: number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  keys.forEach((key, row) => {
    if (key < 0 || key >= numKeys) return;
    const rows = groups.get(key);
    if (rows) rows.push(row);
    else groups.set(key, [row]);
  });
  return groups;
}
