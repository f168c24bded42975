import { type DataType, Type } from 'apache-arrow';
import { clockIn, placeOf } from '../../base/text/localTime.js';
import { shortenLabel } from '../../base/text/shortenLabel.js';
import { visibleText } from '../../base/text/visibleText.js';
import { isSentence } from '../page/cutText.js';

/** Names and sentences with more characters lose their middle. */
const MAX_LENGTH = 200;
const MAX_SENTENCES = 1000;

/** How to write a column's cells. */
interface CellFormat {
  /** decimals of a fraction */
  digits: number;
  /** whether whole numbers are identifiers, whose thousands are not separated */
  identifier?: boolean;
  /** a zone whose time is added after the time in UTC */
  timeZone?: string;
}

/**
 * A table's cell as text. Thousands are separated. Fractions are rounded to `digits` decimals, or to as many
 * significant digits if the rounded number would be 0. Timestamps and dates are ISO 8601 in UTC, as the
 * column's head says, with the time in `timeZone` added; those that a Date can't hold are written as numbers.
 * Infinity is ∞, and null is `null`. Names longer than 200 characters (sentences: 1,000) lose their middle,
 * and invisible characters are made visible (see `visibleText`).
 */
export function formatCell(
  value: unknown,
  type: DataType,
  { digits, identifier = false, timeZone }: CellFormat,
): string {
  if (value === null || value === undefined) return 'null';
  const time = toTime(value, type);
  if (time !== null && timeZone !== undefined && type.typeId === Type.Timestamp) {
    return `${time} (${clockIn(timeZone, new Date(Number(value)))})`;
  }
  if (time !== null) return time;
  if (typeof value === 'number' && isTime(type)) return String(value);
  if (typeof value === 'number') return formatNumber(value, digits, identifier);
  if (typeof value === 'bigint' && isNumeric(type)) {
    return identifier ? String(value) : value.toLocaleString('en-US');
  }
  return formatText(String(value));
}

/**
 * A time or a date as ISO 8601 without its zone; null for other values, and for those that Date can't hold.
 */
export function toTime(value: unknown, type: DataType): string | null {
  if (!isTime(type)) return null;
  const time = new Date(Number(value));
  if (Number.isNaN(time.getTime())) return null;
  const iso = time.toISOString().replace(/(?:\.000)?Z$/, '');
  return type.typeId === Type.Date ? iso.split('T')[0] : iso;
}

/** Whether a column holds times or dates. */
export function isTime(type: DataType): boolean {
  return type.typeId === Type.Timestamp || type.typeId === Type.Date;
}

/** A column's head, which names the zones of times. */
export function formatHead(name: string, type: DataType, timeZone?: string): string {
  const text = formatText(name);
  if (type.typeId !== Type.Timestamp) return text;
  if (timeZone !== undefined) return `${text} (UTC, ${placeOf(timeZone)})`;
  return /\butc\b/i.test(name) ? text : `${text} (UTC)`;
}

/** Text on one line, with invisible characters made visible. */
export function formatText(text: string): string {
  return visibleText(shortenLabel(text, isSentence(text) ? MAX_SENTENCES : MAX_LENGTH));
}

function formatNumber(value: number, digits: number, identifier: boolean): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '-∞';
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isInteger(value) && (identifier || Math.abs(value) >= 1e21)) return String(value);
  if (Number.isInteger(value)) return (value + 0).toLocaleString('en-US').replace(/^-0$/, '0');
  if (Math.abs(value) < 0.5 * 10 ** -digits) return String(Number(value.toPrecision(digits)));
  if (Math.abs(value) >= 1e21) return String(value);
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** Whether a column is easier to read if it is aligned to the right. */
export function isNumeric(type: DataType): boolean {
  return type.typeId === Type.Int || type.typeId === Type.Float || type.typeId === Type.Decimal;
}
