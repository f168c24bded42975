import { DataType, type Int, type Table, TimeUnit, Type, type Vector } from 'apache-arrow';
import { DAY_MS } from '../base/checks/span.js';
import { visibleText } from '../base/text/visibleText.js';
import { adoptTable } from '../tables/adoptTable.js';
import { checkTable } from '../tables/isTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';

/** The kinds of columns that a saved table has: a file restores each of them to the bit. */
export const KEPT_KINDS = [
  ...(['text', 'boolean', 'int32', 'int64', 'float64', 'date'] as const),
  ...(['milliseconds', 'microseconds', 'nothing'] as const),
];

export type KeptKind = (typeof KEPT_KINDS)[number];

/** A column of a saved table. */
export interface KeptColumn {
  name: string;
  kind: KeptKind;
  /** The zone of times, if they have one. */
  timezone: string | null;
}

/**
 * A table as it is saved: text as a dictionary, integers of 32 or 64 bits, floats of 64, dates, times in
 * milliseconds or microseconds. Null if there are no rows.
 *
 * @throws TypeError if it is no table, or naming a column of another type
 */
export function keptTable(name: string, table: Table): Table | null {
  checkTable(table);
  if (table.numRows === 0) return null;
  const adopted = adoptTable(table);
  return tableFromVectors(
    adopted.schema.fields.map(({ name: column, type }, n) => {
      const kept = keptColumn(String(column), type);
      if (kept !== null) return [kept.name, restored(kept, adopted.getChildAt(n)!)];
      throw new TypeError(
        `Expected column ${visibleText(String(column))} of ${name} to hold text, numbers, booleans, dates or times, got ${type}`,
      );
    }),
  );
}

/** The columns of a table that `keptTable` made. */
export function keptColumns(table: Table): KeptColumn[] {
  return table.schema.fields.map(({ name, type }) => keptColumn(String(name), type)!);
}

/** The values as a column of that kind. */
export function restored({ kind, timezone }: KeptColumn, values: Vector): Vector {
  switch (kind) {
    case 'text':
      return makeColumn.string([...values]);
    case 'boolean':
      return makeColumn.boolean([...values]);
    case 'int32':
      return makeColumn.int32([...values]);
    case 'int64':
      return makeColumn.int64(Array.from(values, (value) => (value === null ? null : BigInt(value))));
    case 'float64':
      return makeColumn.float64([...values]);
    case 'date':
      return makeColumn.date(
        Array.from(values, (value) => (value === null ? null : Math.floor(Number(value) / DAY_MS))),
      );
    case 'milliseconds':
      return makeColumn.moments(Array.from(values, (value) => (value === null ? null : Number(value))));
    case 'microseconds':
      return makeColumn.microseconds(
        Array.from(values, (value) => (value === null ? null : BigInt(Math.round(Number(value) * 1000)))),
        timezone ?? undefined,
      );
    case 'nothing':
      return makeColumn.null([...values]);
  }
}

function keptColumn(name: string, type: DataType): KeptColumn | null {
  const kind = kindOf(DataType.isDictionary(type) ? type.dictionary : type);
  if (kind === null) return null;
  const timezone = DataType.isTimestamp(type) ? (type.timezone ?? null) : null;
  return { name, kind: timezone !== null ? 'microseconds' : kind, timezone };
}

function kindOf(type: DataType): KeptKind | null {
  if (DataType.isInt(type)) return integerKind(type);
  if (DataType.isTimestamp(type)) return type.unit <= TimeUnit.MILLISECOND ? 'milliseconds' : 'microseconds';
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
      return 'text';
    case Type.Bool:
      return 'boolean';
    case Type.Float:
      return 'float64';
    case Type.Date:
      return 'date';
    case Type.Null:
      return 'nothing';
    default:
      return null;
  }
}

/** Null if no kind of column can hold all of its numbers. */
function integerKind({ bitWidth, isSigned }: Int): KeptKind | null {
  if (bitWidth === 64) return isSigned ? 'int64' : null;
  return bitWidth === 32 && !isSigned ? 'float64' : 'int32';
}
