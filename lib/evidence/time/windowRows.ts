import type { AccessLog } from '../../accesses/accessLog.js';
import { rankColumns } from '../../accesses/rankColumns.js';
import { gather } from '../../base/numbers/gather.js';
import type { ForeseenWindow } from '../score/TimeState.js';

/** The distinct (access, context values...) of a window, without their days. */
export interface WindowRows {
  /** The cell of each row's access. */
  cellOf: Int32Array;
  tenant: Int32Array;
  /** Ids of the log. */
  user: Int32Array;
  res: Int32Array;
  /** For each context, the values; -1: missing. */
  values: Int32Array[];
}

/**
 * The rows of the accesses that are in the reference.
 *
 * @param starts the records of access n are starts[n] to starts[n + 1] - 1
 */
export function windowRows(
  log: AccessLog,
  starts: Int32Array,
  { from, to, pair, isReference }: Pick<ForeseenWindow, 'from' | 'to' | 'pair' | 'isReference'>,
): WindowRows {
  const { users, user, res, records, contexts } = log;
  const tenantOf = users.tenantOfEach();
  const cellOfPair = new Int32Array(user.length).fill(-1);
  const inWindow = new Int32Array(records.pair.length);
  let count = 0;
  for (let cell = 0; cell < pair.length; cell++) {
    if (isReference[cell] === 0) continue;
    const each = pair[cell];
    cellOfPair[each] = cell;
    const t = tenantOf[user[each]];
    for (let n = starts[each]; n < starts[each + 1]; n++) {
      if (records.day[n] >= from[t] && records.day[n] < to[t]) inWindow[count++] = n;
    }
  }
  const rows = inWindow.slice(0, count);
  const columns = contexts.map(({ values }, c) => ({
    // Codes start at 1: 0 means missing.
    codes: gather(records.values[c], rows).map((id) => id + 1),
    size: values.size + 1,
  }));
  const pairs = { codes: gather(records.pair, rows), size: user.length };
  const record = gather(rows, rankColumns(pairs, columns).row);
  const owner = gather(records.pair, record);
  const ofUser = gather(user, owner);
  return {
    cellOf: gather(cellOfPair, owner),
    tenant: gather(tenantOf, ofUser),
    user: ofUser,
    res: gather(res, owner),
    values: records.values.map((values) => gather(values, record)),
  };
}
