import { type Data, DataType, DateUnit, type Table, Type, type Vector } from 'apache-arrow';
import { isDay } from '../base/checks/isDay.js';
import { DAY_MS } from '../base/checks/span.js';
import { visibleText } from '../base/text/visibleText.js';
import { findColumn } from './findColumn.js';
import { readOptionalNames } from './readColumns.js';

/** The value for a row without a day. */
export const NO_DAY = -(2 ** 31);

/** A Date can hold fewer days since 1970 than this. */
export const END_OF_DAYS = 1e8;

/**
 * Reads a column of days: dates, timestamps (their day in UTC) or ISO text (`2026-11-29`, or a time that
 * begins with a day; with an offset, the day in UTC counts).
 *
 * @returns days since 1970-01-01; `NO_DAY` for null
 * @throws TypeError if the column has another type, RangeError naming the row of a text that isn't a day, or
 *   of a day that no Date can hold
 */
export function readDays(table: Table, name: string): Int32Array {
  const column = findColumn(table, name);
  const type: DataType = DataType.isDictionary(column.type) ? column.type.dictionary : column.type;
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return daysOfTexts(table, name);
  if (column.type.typeId === Type.Null) return new Int32Array(column.length).fill(NO_DAY);
  if (!DataType.isDate(column.type) && !DataType.isTimestamp(column.type)) {
    throw new TypeError(
      `Expected column ${visibleText(name)} to hold days (dates, timestamps or ISO text), got ${column.type}`,
    );
  }
  return daysOfDates(column, name);
}

function daysOfDates(column: Vector, name: string): Int32Array {
  const days = new Int32Array(column.length);
  const isDays = DataType.isDate(column.type) && column.type.unit === DateUnit.DAY;
  let row = 0;
  for (const chunk of column.data as readonly Data[]) {
    for (let n = 0; n < chunk.length; n++, row++) {
      if (chunk.nullCount > 0 && !chunk.getValid(n)) {
        days[row] = NO_DAY;
        continue;
      }
      const day: number = isDays ? chunk.values[n] : Math.floor(Number(column.get(row)) / DAY_MS);
      // This includes DuckDB's infinity.
      if (!(Math.abs(day) < END_OF_DAYS)) {
        throw new RangeError(
          `Expected column ${visibleText(name)} to hold days of the calendar, got ${day} days from 1970-01-01 in row ${row}`,
        );
      }
      days[row] = day;
    }
  }
  return days;
}

function daysOfTexts(table: Table, name: string): Int32Array {
  const { codes, values } = readOptionalNames(table, name);
  const dayOf = values.map(dayOfText);
  return Int32Array.from(codes, (code, row) => {
    if (code < 0) return NO_DAY;
    if (dayOf[code] !== NO_DAY) return dayOf[code];
    throw new RangeError(
      `Expected column ${visibleText(name)} to hold days such as 2026-11-29, got ${visibleText(values[code])} in row ${row}`,
    );
  });
}

const TIME = String.raw`((?:2[0-3]|[01]\d):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?|24:00(?::00(?:[.,]0+)?)?)`;
/** DuckDB writes +02. */
const OFFSET = String.raw`([+-])(2[0-3]|[01]\d)(?::?([0-5]\d))?`;
/**
 * A day, perhaps followed by a time, perhaps followed by its offset from UTC; `daySql` has the same for
 * Spark.
 */
const ISO = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})(?:Z|[T ]${TIME}(?:Z|${OFFSET})?)?$`, 'i');

/** `NO_DAY` for a text that isn't a day. */
function dayOfText(text: string): number {
  const found = ISO.exec(text);
  if (found === null || !isDay(found[1])) return NO_DAY;
  const [, day, time = '00:00', sign, hours = '0', minutes = '0'] = found;
  const minute = 60 * Number(time.slice(0, 2)) + Number(time.slice(3, 5));
  const ahead = (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  const midnight = new Date(`${day}T00:00:00Z`).getTime();
  return Math.floor((midnight + (minute - ahead) * 60_000) / DAY_MS);
}
