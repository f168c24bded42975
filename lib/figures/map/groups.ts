import { Entities } from '../../accesses/entities.js';
import { type Counts, countsOf } from '../../evidence/counts/counts.js';
import { type Direction, userDirection } from '../../evidence/counts/similarity.js';
import { nearestRows } from '../../evidence/explain/nearest.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import type { AccessMapData, MapEntity } from './readMap.js';

/** What was learned about the users and the resources of a map, by their positions. */
export interface MapGroups {
  /** The users most like this one, the nearest first; empty for an unknown user. */
  peersOf(user: number): number[];
  /** The resources that the user was seen to access. */
  resourcesOf(user: number): number[];
  /**
   * Whether both the user and the resource were seen. If so, what was learned tells whether they belong
   * together.
   */
  knows(user: number, res: number): boolean;
}

/**
 * What a model has learned about the users of a map. Without a model, it is learned from the accesses that
 * raised no alert.
 *
 * @param count how many peers
 * @throws RangeError if accesses without tenants are shown with a model of several tenants
 */
export function mapGroups(data: AccessMapData, state: EvidenceState | null, count: number): MapGroups {
  const { counts, direction } = state
    ? { counts: state.counts, direction: state.directions.users }
    : learnHere(data);
  const tenants = counts.users.tenants;
  if (tenants.length > 1 && data.users.some(({ tenant }) => tenant === null)) {
    throw new RangeError(`Expected a column of tenants, as the model has ${tenants.length}, got none`);
  }
  const idOf = (entities: Entities) => (entity: MapEntity) =>
    entities.find(entity.tenant ?? tenants[0] ?? '', entity.name);
  const users = bothWays(data.users.map(idOf(counts.users)));
  const resources = bothWays(data.resources.map(idOf(counts.resources)));
  const nearest = nearestRows(direction, count);
  const { starts, others } = counts.byUser;
  return {
    peersOf: (user) => (users.ids[user] < 0 ? [] : users.positions(nearest(users.ids[user]).row)),
    resourcesOf(user) {
      const id = users.ids[user];
      return id < 0 ? [] : resources.positions(others.subarray(starts[id], starts[id + 1]));
    },
    knows: (user, res) => users.ids[user] >= 0 && resources.ids[res] >= 0,
  };
}

function learnHere({ users, resources, cells }: AccessMapData): { counts: Counts; direction: Direction } {
  const [ofUsers, ofResources] = [entitiesAmong(users), entitiesAmong(resources)];
  const pairs = cells
    .filter(({ isAlert }) => !isAlert)
    .map((cell) => ({
      user: ofUsers.find(users[cell.user].tenant ?? '', users[cell.user].name),
      res: ofResources.find(resources[cell.res].tenant ?? '', resources[cell.res].name),
    }))
    .sort((a, b) => a.user - b.user || a.res - b.res);
  const counts = countsOf({
    users: ofUsers,
    resources: ofResources,
    user: Int32Array.from(pairs, ({ user }) => user),
    res: Int32Array.from(pairs, ({ res }) => res),
    likelihood: new Float64Array(pairs.length).fill(1),
  });
  return { counts, direction: userDirection(counts) };
}

function entitiesAmong(entities: readonly MapEntity[]): Entities {
  const byTenant = new Map<string, string[]>();
  for (const { tenant, name } of entities) {
    const names = byTenant.get(tenant ?? '') ?? [];
    byTenant.set(tenant ?? '', names);
    names.push(name);
  }
  return new Entities(byTenant);
}

/** From positions in the map to ids of the model, and back. */
function bothWays(ids: readonly number[]) {
  const positionOf = new Map(ids.map((id, position) => [id, position]));
  positionOf.delete(-1);
  return {
    ids,
    positions: (given: Int32Array) =>
      [...given].flatMap((id) => {
        const position = positionOf.get(id);
        return position === undefined ? [] : [position];
      }),
  };
}
