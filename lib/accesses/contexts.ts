import { DataType, type Table, Type } from 'apache-arrow';
import { findColumn } from '../tables/findColumn.js';
import { type NameCodes, readFiniteNumbers, readOptionalNames } from '../tables/readColumns.js';
import { NO_DAY, readDays } from '../tables/readDays.js';
import type { Accesses } from './Accesses.js';
import { EntityColumn } from './EntityColumn.js';
import { Entities } from './entities.js';

/** The columns that say when, where and how an access was made. */
export interface ContextNames {
  /** Null: there are no days. */
  dayCol: string | null;
  /** The hour of the day in UTC; null: not known. */
  hourCol: string | null;
  contextCols: readonly string[];
}

/** What a table's rows say of one context, such as an address; a value of it belongs to a tenant. */
export interface ContextColumn {
  name: string;
  /** Values have names as users have; `MISSING` where a row says nothing. */
  values: EntityColumn;
}

/** The name of a value that is missing. */
export const MISSING = '';

/** Hours in UTC from Monday to Friday; then those of Saturday and Sunday. */
export const HOURS = 48;

/** Two digits each, so that they sort as the numbers do. */
const HOUR_NAMES = Array.from({ length: HOURS }, (_, hour) => String(hour).padStart(2, '0'));

/** The names of the contexts, in the order of their terms. */
export function contextNames({ hourCol, contextCols }: ContextNames): string[] {
  return [...(hourCol === null ? [] : [hourCol]), ...contextCols];
}

/**
 * Reads the contexts of a table's rows. A column that isn't there says nothing, and nor do a null, an empty
 * text, and an hour without its day.
 *
 * @throws RangeError or TypeError naming the column, and the row of an hour or a day that is none
 */
export function readContexts({ table, tenants }: Accesses, columns: ContextNames): ContextColumn[] {
  const column = (name: string, values: NameCodes): ContextColumn => ({
    name,
    values: new EntityColumn(tenants, withMissing(values)),
  });
  const { dayCol, hourCol, contextCols } = columns;
  return [
    ...(hourCol === null ? [] : [column(hourCol, readHours(table, dayCol, hourCol))]),
    ...contextCols.map((name) => column(name, readValues(table, name))),
  ];
}

/** All values of the hour, whether or not they occur. */
export function hoursOf(tenants: readonly string[]): Entities {
  return new Entities(new Map(tenants.map((tenant) => [tenant, HOUR_NAMES])));
}

/** Whether a day is a Saturday or a Sunday. The first of January 1970 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

function readValues(table: Table, name: string): NameCodes {
  if (table.getChild(name) === null) return { codes: new Int32Array(table.numRows).fill(-1), values: [] };
  return readOptionalNames(table, name);
}

function readHours(table: Table, dayCol: string | null, hourCol: string): NameCodes {
  const codes = new Int32Array(table.numRows).fill(-1);
  if (table.getChild(hourCol) !== null && dayCol !== null && table.getChild(dayCol) !== null) {
    const days = readDays(table, dayCol);
    const hours = readHourNumbers(table, hourCol);
    for (let row = 0; row < codes.length; row++) {
      if (hours[row] < 0 || days[row] === NO_DAY) continue;
      codes[row] = hours[row] + (isWeekend(days[row]) ? HOURS / 2 : 0);
    }
  }
  return { codes, values: HOUR_NAMES };
}

/**
 * The hour of each row as it stands in the table, whatever its day; -1 where it is null.
 *
 * @throws TypeError where the column holds no numbers, RangeError naming the row of an hour that is none
 */
export function readHourNumbers(table: Table, hourCol: string): Int32Array {
  const column = findColumn(table, hourCol);
  const numbers = new Int32Array(table.numRows).fill(-1);
  const { type } = column;
  if (!DataType.isInt(type) && !DataType.isFloat(type) && type.typeId !== Type.Null) {
    const got = DataType.isUtf8(type) || DataType.isDictionary(type) ? 'text' : String(type);
    throw new TypeError(`Expected column ${hourCol} to hold numbers from 0 to 23, got ${got}`);
  }
  const hours = column.nullCount === 0 ? readFiniteNumbers(table, hourCol) : null;
  for (let row = 0; row < numbers.length; row++) {
    const hour = hours === null ? column.get(row) : hours[row];
    if (hour === null) continue;
    const number = Number(hour);
    if (!Number.isInteger(number) || number < 0 || number > 23) {
      throw new RangeError(
        `Expected column ${hourCol} to hold hours from 0 to 23, got ${hour} in row ${row}`,
      );
    }
    numbers[row] = number;
  }
  return numbers;
}

/** The hour of the day that the id of a value of hours stands for, on whatever day. */
export function hourOfValue(id: number): number {
  return id % (HOURS / 2);
}

/** The same with a value for what is missing. */
function withMissing({ codes, values }: NameCodes): NameCodes {
  const missing = values.length;
  return { codes: codes.map((code) => (code < 0 ? missing : code)), values: [...values, MISSING] };
}
