import type { AccessLog } from '../../accesses/accessLog.js';
import { positions } from '../../accesses/entities.js';
import { gather } from '../../base/numbers/gather.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { ChosenAccesses, ForeseenWindow, WindowDays } from '../score/TimeState.js';

/** What was known about a log before an update added rows. */
export interface LogBefore {
  state: EvidenceState;
  windows: readonly ForeseenWindow[];
  /** The present position of each tenant. */
  tenants: Int32Array;
  /** The present position of each access. */
  pairs: Int32Array;
  /** The former id of each present user and resource; -1 if it wasn't there. */
  users: Int32Array;
  resources: Int32Array;
  /** For each present tenant: the day after its last day before, and the first added day. */
  end: Int32Array;
  added: Int32Array;
}

/** A past that is everything a model knew; see `LogBefore`. */
export type KnownPast = Pick<LogBefore, 'state' | 'tenants' | 'users' | 'resources'>;

/** For a tenant that wasn't there before. */
export const NEVER = 2 ** 31 - 1;

/**
 * The positions of a log's accesses in a longer log that has them all, and which users and resources it had.
 */
export function placesIn(old: AccessLog, log: AccessLog): Pick<LogBefore, 'pairs' | 'users' | 'resources'> {
  const ofUsers = positions(old.users, log.users);
  const ofResources = positions(old.resources, log.resources);
  const user = gather(ofUsers, old.user);
  const res = gather(ofResources, old.res);
  const pairs = new Int32Array(user.length);
  // Both are sorted by user and resource.
  for (let n = 0, at = 0; n < pairs.length; n++) {
    while (log.user[at] !== user[n] || log.res[at] !== res[n]) at++;
    pairs[n] = at;
  }
  return {
    pairs,
    users: inverse(ofUsers, log.users.size),
    resources: inverse(ofResources, log.resources.size),
  };
}

function inverse(places: Int32Array, size: number): Int32Array {
  const ids = new Int32Array(size).fill(-1);
  places.forEach((place, id) => {
    ids[place] = id;
  });
  return ids;
}

/** A window as it was predicted before an update; undefined if the update may have changed it. */
export function keepWindow(
  { windows, tenants, pairs, added }: LogBefore,
  { from, to }: WindowDays,
  chosen: ChosenAccesses,
): ForeseenWindow | undefined {
  const isSame = (window: ForeseenWindow) =>
    tenants.every((t, old) => window.from[old] === from[t] && window.to[old] === to[t]) &&
    from.every((day, t) => day === to[t] || added[t] >= to[t]) &&
    isEqual(gather(pairs, window.pair), chosen.pair) &&
    isEqual(window.isReference, chosen.isReference) &&
    isEqual(window.isLearned, chosen.isLearned);
  const kept = windows.find(isSame);
  if (!kept) return undefined;
  // The sizes of a tenant that wasn't there mean nothing.
  const sizes = Array.from(from, () => kept.sizes[0]);
  tenants.forEach((t, old) => {
    sizes[t] = kept.sizes[old];
  });
  const cells = { ...kept.cells, tenant: gather(tenants, kept.cells.tenant) };
  return { ...kept, ...chosen, from, to, cells, sizes };
}

/** What was known before a window, if that is everything that was known before the update. */
export function pastBefore(
  { state, tenants, end, added, users, resources }: LogBefore,
  { from, to }: WindowDays,
): KnownPast | undefined {
  const isKnown = new Uint8Array(from.length);
  for (const t of tenants) isKnown[t] = 1;
  // A tenant that wasn't there has nothing before its window, either.
  const isEnd = (day: number, t: number) =>
    added[t] >= day && (isKnown[t] === 0 || (day === end[t] && day < to[t]));
  if (!from.every(isEnd)) return undefined;
  return { state, tenants, users, resources };
}

function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false;
  return true;
}
