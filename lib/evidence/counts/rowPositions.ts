import type { Accesses } from '../../accesses/Accesses.js';
import { type Counts, findLink } from './counts.js';

/** The position of each row's access among the counted ones; -1 if it was never seen. */
export function rowPositions({ users, resources, distinct }: Accesses, counts: Counts): Int32Array {
  const [user, res] = [users.idsOfRows(counts.users), resources.idsOfRows(counts.resources)];
  const ofAccess = distinct.firstRow.map((row) =>
    user[row] < 0 || res[row] < 0 ? -1 : findLink(counts.byUser, user[row], res[row]),
  );
  return distinct.accessOf.map((access) => ofAccess[access]);
}
