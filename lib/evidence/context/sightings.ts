import type { AccessLog } from '../../accesses/accessLog.js';
import { gather, positionsWhere } from '../../base/numbers/gather.js';

/**
 * On which days a user, or a user at a resource, was seen with which value of a context; each is listed once.
 */
export interface Sightings {
  /** A user's id, or the position of an access. Sightings are sorted by it, then by day, then by value. */
  owner: Int32Array;
  day: Int32Array;
  value: Int32Array;
}

/** What a log says of one context. Rows without a value stay out. */
export interface ContextSightings {
  ofUsers: Sightings;
  ofPairs: Sightings;
}

export function sightingsOf({ user, records, contexts }: AccessLog, context: number): ContextSightings {
  const values = records.values[context];
  const { size } = contexts[context].values;
  const ofRows = withValues({ owner: records.pair, day: records.day, value: values });
  const ofPairs = contexts.length === 1 ? ofRows : distinct(ofRows, size);
  const ofUsers = distinct({ ...ofRows, owner: gather(user, ofRows.owner) }, size);
  return { ofUsers, ofPairs };
}

function withValues({ owner, day, value }: Sightings): Sightings {
  if (!value.includes(-1)) return { owner, day, value };
  const rows = positionsWhere(value.length, (row) => value[row] >= 0);
  return { owner: gather(owner, rows), day: gather(day, rows), value: gather(value, rows) };
}

/** The distinct sightings, sorted. The input is sorted by owner already. */
function distinct({ owner, day, value }: Sightings, numValues: number): Sightings {
  const found = {
    owner: new Int32Array(owner.length),
    day: new Int32Array(owner.length),
    value: new Int32Array(owner.length),
  };
  let count = 0;
  const keysOf = distinctKeys();
  for (let start = 0, end = 0; start < owner.length; start = end) {
    let [firstDay, lastDay] = [day[start], day[start]];
    for (end = start; end < owner.length && owner[end] === owner[start]; end++) {
      if (day[end] < firstDay) firstDay = day[end];
      else if (day[end] > lastDay) lastDay = day[end];
    }
    const keys = keysOf(
      end - start,
      (n) => (day[start + n] - firstDay) * numValues + value[start + n],
      (lastDay - firstDay + 1) * numValues,
    );
    for (let n = 0; n < keys.length; n++) {
      const days = Math.floor(keys[n] / numValues);
      found.owner[count] = owner[start];
      found.day[count] = firstDay + days;
      found.value[count++] = keys[n] - days * numValues;
    }
  }
  const cut = (column: Int32Array) => column.slice(0, count);
  return { owner: cut(found.owner), day: cut(found.day), value: cut(found.value) };
}

/** Up to this many marks for each key are cheaper than sorting the keys. */
const MARKS_A_KEY = 8;

/** Gives distinct keys in their order; the array that it returns is written over by the next call. */
function distinctKeys(): (length: number, key: (n: number) => number, end: number) => Float64Array {
  let keys = new Float64Array(1024);
  let marks = new Uint8Array(1024);
  return (length, key, end) => {
    if (length > keys.length) keys = new Float64Array(2 * length);
    if (end > MARKS_A_KEY * length) {
      for (let n = 0; n < length; n++) keys[n] = key(n);
      const sorted = keys.subarray(0, length).sort();
      let count = 0;
      for (let n = 0; n < length; n++)
        if (n === 0 || sorted[n] !== sorted[n - 1]) sorted[count++] = sorted[n];
      return keys.subarray(0, count);
    }
    if (end > marks.length) marks = new Uint8Array(2 * end);
    for (let n = 0; n < length; n++) marks[key(n)] = 1;
    let count = 0;
    for (let n = 0; n < end; n++) {
      if (marks[n] === 0) continue;
      keys[count++] = n;
      marks[n] = 0;
    }
    return keys.subarray(0, count);
  };
}

/** The sightings of an owner on a day, or of an owner on all days: from `first` to `end` - 1. */
type SightingRange = readonly [first: number, end: number];

/** The range of an owner's sightings on a day. */
export function rangeOnDay({ owner, day }: Sightings, someone: number, someday: number): SightingRange {
  const isBefore = (n: number, afterDay: number) =>
    owner[n] < someone || (owner[n] === someone && day[n] < someday + afterDay);
  const find = (afterDay: number) => {
    let [low, high] = [0, owner.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(middle, afterDay)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [find(0), find(1)];
}
