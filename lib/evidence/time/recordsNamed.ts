import type { Accesses } from '../../accesses/Accesses.js';
import { type AccessLog, readEveryDay } from '../../accesses/accessLog.js';
import { type ContextNames, hourOfValue, readContexts, readHourNumbers } from '../../accesses/contexts.js';
import { gather } from '../../base/numbers/gather.js';
import type { Counts } from '../counts/counts.js';
import { rowPositions } from '../counts/rowPositions.js';
import { valueIds } from '../score/rowScores.js';

/**
 * Which records of a log a table names: 1 for each of them. If the table has no column of days, hours or a
 * context, any is meant; an hour or a context that is null means the records where it isn't known.
 *
 * @throws RangeError or TypeError naming the column and the row of an invalid day or hour
 */
export function recordsNamed(
  accesses: Accesses,
  log: AccessLog,
  counts: Counts,
  columns: ContextNames & { dayCol: string },
): Uint8Array {
  const { table } = accesses;
  const { records } = log;
  const isThere = (name: string) => table.getChild(name) !== null;
  // Each column's values in the rows and in the records.
  const asked: { ofRow: Int32Array; ofRecord: Int32Array }[] = [];
  if (isThere(columns.dayCol)) {
    asked.push({ ofRow: readEveryDay(table, columns.dayCol), ofRecord: records.day });
  }
  log.contexts.forEach(({ name, isHour, values }, c) => {
    if (!isThere(name)) return;
    if (isHour) {
      const ofRecord = records.values[c].map((id) => (id < 0 ? -1 : hourOfValue(id)));
      asked.push({ ofRow: readHourNumbers(table, name), ofRecord });
      return;
    }
    const [column] = readContexts(accesses, { dayCol: null, hourCol: null, contextCols: [name] });
    // A value that was never seen gets an id that no record has.
    asked.push({
      ofRow: gather(valueIds(column, values), column.values.codes),
      ofRecord: records.values[c],
    });
  });
  const positions = rowPositions(accesses, counts);
  const isAsked = new Uint8Array(log.user.length);
  const names = new Set<string>();
  for (let row = 0; row < positions.length; row++) {
    const pair = positions[row];
    const said = asked.map(({ ofRow }) => ofRow[row]);
    if (pair < 0) continue;
    isAsked[pair] = 1;
    names.add([pair, ...said].join());
  }
  return Uint8Array.from(records.pair, (pair, n) =>
    isAsked[pair] === 1 && names.has([pair, ...asked.map(({ ofRecord }) => ofRecord[n])].join()) ? 1 : 0,
  );
}
