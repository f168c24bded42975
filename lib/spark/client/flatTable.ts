/**
 * A table of a FlatBuffer (https://flatbuffers.dev/internals), the format of Arrow's messages: its fields,
 * each checked to lie within the bytes. Arrow's own reader doesn't check this: one wrong bit makes it
 * allocate a list of billions.
 *
 * Positions outside of the bytes throw DataView's RangeError.
 */
export interface FlatTable {
  /** Where the nth field is; null if it is left out. */
  at(field: number): number | null;
  /** The table that a field refers to. */
  table(field: number): FlatTable | null;
  /** How many elements of the given size a list has, and where the first one is. */
  list(field: number, bytes: number): { count: number; start: number };
  /** The tables that a list refers to, one after the other: a list may refer to one table very often. */
  tables(field: number): Generator<FlatTable, void>;
}

/** @throws RangeError if a table isn't within the bytes */
function flatTable(view: DataView, position: number): FlatTable {
  const shape = position - view.getInt32(position, true);
  const shapeBytes = view.getUint16(shape, true);
  const at = (field: number) => {
    const entry = 4 + 2 * field;
    const offset = entry + 2 <= shapeBytes ? view.getUint16(shape + entry, true) : 0;
    return offset === 0 ? null : position + offset;
  };
  const target = (place: number) => place + view.getUint32(place, true);
  const list = (field: number, bytes: number) => {
    const place = at(field);
    if (place === null) return { count: 0, start: 0 };
    const start = target(place) + 4;
    const count = view.getUint32(start - 4, true);
    if (start + count * bytes > view.byteLength) throw new RangeError(`a list of ${count} that isn't there`);
    return { count, start };
  };
  return {
    at,
    table(field) {
      const place = at(field);
      return place === null ? null : flatTable(view, target(place));
    },
    list,
    *tables(field) {
      const { count, start } = list(field, 4);
      for (let n = 0; n < count; n++) yield flatTable(view, target(start + 4 * n));
    },
  };
}

/** The table at the root of a FlatBuffer. */
export function flatRoot(view: DataView): FlatTable {
  return flatTable(view, view.getUint32(0, true));
}
