import { connectedComponents } from '../../accesses/connectedComponents.js';
import type { Entities } from '../../accesses/entities.js';
import { filterRatings, type RowRatings } from '../../als/rowRatings.js';
import type { ComplementSampler } from '../fit/complementSet.js';
import type { TrainingParams } from '../model/ModelState.js';
import type { Side } from '../model/score.js';

/** Ids that have no vector yet and can get one. */
interface Newcomers {
  users: ReadonlySet<number>;
  resources: ReadonlySet<number>;
}

/** The newcomers that a chain of the given accesses connects with a known user or resource. */
export function findNewcomers(user: Int32Array, res: Int32Array, users: Side, resources: Side): Newcomers {
  const groups = connectedComponents(user, res, users.known.length, resources.known.length);
  const known = (of: Int32Array, side: Side) => of.filter((_, id) => side.known[id]);
  const reached = new Set([...known(groups.users, users), ...known(groups.resources, resources)]);
  const select = (ids: Int32Array, of: Int32Array, { known }: Side) =>
    new Set(ids.filter((id) => !known[id] && reached.has(of[id])));
  return { users: select(user, groups.users, users), resources: select(res, groups.resources, resources) };
}

/**
 * The ratings of newcomers: their accesses and, for explicit feedback, a complement set drawn as for a fit.
 */
export function newcomerRatings(
  { user, res, rating }: { user: Int32Array; res: Int32Array; rating: Float64Array },
  newcomers: Newcomers,
  { userNames, resNames }: { userNames: Entities; resNames: Entities },
  params: TrainingParams,
  sample: ComplementSampler,
): { users: RowRatings; resources: RowRatings } {
  const users = filterRatings({ row: user, other: res, rating }, (n) => newcomers.users.has(user[n]));
  const resources = filterRatings({ row: res, other: user, rating }, (n) => newcomers.resources.has(res[n]));
  if (params.applyImplicitCf || !params.complementsetFactor) return { users, resources };
  const sampleSwapped: ComplementSampler = ({ users: rows, resources: others, ...rest }) =>
    Array.from(sample({ users: others, resources: rows, ...rest }), ([user, res]) => [res, user]);
  return {
    users: withComplement(users, userNames, resNames, params, sample),
    resources: withComplement(resources, resNames, userNames, params, sampleSwapped),
  };
}

/**
 * Adds pairs of each tenant's rows and all of its others that were not accessed, rated negScore.
 *
 * @param sample takes the rows for users
 */
function withComplement(
  ratings: RowRatings,
  rows: Entities,
  others: Entities,
  { complementsetFactor, negScore, seed }: TrainingParams,
  sample: ComplementSampler,
): RowRatings {
  const taken = new Set(Array.from(ratings.row, (id, n) => id * others.size + ratings.other[n]));
  const row = [...ratings.row];
  const other = [...ratings.other];
  const tenantOf = rows.tenantOfEach();
  rows.tenants.forEach((tenant, t) => {
    const accessed = ratings.row.filter((id) => tenantOf[id] === t);
    const ids = [...new Set(accessed)];
    if (ids.length === 0) return;
    const first = others.starts[t];
    const drawn = sample({
      tenant,
      users: ids.map((id) => rows.names[id]),
      resources: others.names.slice(first, others.starts[t + 1]),
      size: (complementsetFactor ?? 0) * accessed.length,
      seed,
    });
    for (const [r, o] of drawn) {
      const pair = ids[r] * others.size + first + o;
      if (taken.has(pair)) continue;
      taken.add(pair);
      row.push(ids[r]);
      other.push(first + o);
    }
  });
  const rating = new Float64Array(row.length).fill(negScore ?? 0);
  rating.set(ratings.rating);
  return { row: Int32Array.from(row), other: Int32Array.from(other), rating };
}
