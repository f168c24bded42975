import type { AccessLog } from '../../accesses/accessLog.js';
import { positions } from '../../accesses/entities.js';
import { gather } from '../../base/numbers/gather.js';
import type { Spreads } from '../counts/similarity.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { ChosenAccesses, ForeseenWindow, WindowDays } from '../score/TimeState.js';

/** What was known of a log before an update added rows. */
export interface LogBefore {
  state: EvidenceState;
  windows: readonly ForeseenWindow[];
  /** Where each tenant stands now. */
  tenants: Int32Array;
  /** Where each access stands now. */
  pairs: Int32Array;
  /** Of each tenant as it stands now: the day after its last before, and the first that was added. */
  end: Int32Array;
  added: Int32Array;
}

/** No row of a tenant was added. */
export const NEVER = 2 ** 31 - 1;

/** Where the accesses of a log stand in a longer one that has them all. */
export function pairsIn(old: AccessLog, log: AccessLog): Int32Array {
  const user = gather(positions(old.users, log.users), old.user);
  const res = gather(positions(old.resources, log.resources), old.res);
  const places = new Int32Array(user.length);
  // Both are sorted by user and resource.
  for (let n = 0, at = 0; n < places.length; n++) {
    while (log.user[at] !== user[n] || log.res[at] !== res[n]) at++;
    places[n] = at;
  }
  return places;
}

/** What was foreseen of a window before an update; undefined where the update may have changed it. */
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
  // Those of a tenant that wasn't there mean nothing.
  const sizes = Array.from(from, () => kept.sizes[0]);
  tenants.forEach((t, old) => {
    sizes[t] = kept.sizes[old];
  });
  const cells = { ...kept.cells, tenant: gather(tenants, kept.cells.tenant) };
  return { ...kept, ...chosen, from, to, cells, sizes };
}

/** The spreads of what was known before a window, where that is all that was known before the update. */
export function spreadsBefore(
  { state, tenants, end, added }: LogBefore,
  { from, to }: WindowDays,
): Spreads | undefined {
  const isKnown = new Uint8Array(from.length);
  for (const t of tenants) isKnown[t] = 1;
  // A tenant that wasn't there has nothing before its window either.
  const isEnd = (day: number, t: number) =>
    added[t] >= day && (isKnown[t] === 0 || (day === end[t] && day < to[t]));
  if (!from.every(isEnd)) return undefined;
  return { users: state.directions.users.spread, resources: state.directions.resources.spread };
}

function isEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false;
  return true;
}
