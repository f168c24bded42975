import { DataType, type Table, Type } from 'apache-arrow';
import { findColumn } from '../tables/findColumn.js';
import { type NameCodes, readFiniteNumbers, readOptionalNames } from '../tables/readColumns.js';
import { NO_DAY, readDays } from '../tables/readDays.js';
import type { Accesses } from './Accesses.js';
import { EntityColumn } from './EntityColumn.js';
import { Entities } from './entities.js';

/** The columns that say when, where and how an access was made. */
export interface ContextNames {
  /** Null if there are no days. */
  dayCol: string | null;
  /** The hour of the day in UTC; null if there are no hours. */
  hourCol: string | null;
  contextCols: readonly string[];
}

/** The values of one context, such as an address, in a table's rows; each value belongs to a tenant. */
export interface ContextColumn {
  name: string;
  /** Values have names like users; `MISSING` if a row says nothing. */
  values: EntityColumn;
}

/** The name of a missing value. */
export const MISSING = '';

/** Hours in UTC from Monday to Friday; then those of Saturday and Sunday. */
export const HOURS = 48;

/** Two digits each, so that they sort like the numbers. */
const HOUR_NAMES = Array.from({ length: HOURS }, (_, hour) => String(hour).padStart(2, '0'));

/** The names of the contexts, in the order of their terms. */
export function contextNames({ hourCol, contextCols }: ContextNames): string[] {
  return [...(hourCol === null ? [] : [hourCol]), ...contextCols];
}

/**
 * Reads the contexts of a table's rows. A missing column says nothing; neither does a null, an empty text, or
 * an hour without its day.
 *
 * @throws RangeError or TypeError naming the column, and the row of an invalid hour or day
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

/** The weekday of 1 January 1970, a Thursday. */
const WEEKDAY_OF_DAY_0 = 3;

/** The weekday of a day: 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + WEEKDAY_OF_DAY_0) % 7) + 7) % 7;
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: number): boolean {
  return weekdayOf(day) >= 5;
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
 * The hour of each row as it is in the table, whatever its day; -1 for null.
 *
 * @throws TypeError if the column doesn't hold numbers, RangeError naming the row of an invalid hour
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

/** The hour of the day of an id among the values of hours, on any day. */
export function hourOfValue(id: number): number {
  return id % (HOURS / 2);
}

/** The same, with a value for missing names. */
function withMissing({ codes, values }: NameCodes): NameCodes {
  const missing = values.length;
  return { codes: codes.map((code) => (code < 0 ? missing : code)), values: [...values, MISSING] };
}
