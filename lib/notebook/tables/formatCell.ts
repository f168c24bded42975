import { type DataType, Type } from 'apache-arrow';
import { clockIn, placeOf } from '../../base/text/localTime.js';
import { shortenLabel } from '../../base/text/shortenLabel.js';
import { visibleText } from '../../base/text/visibleText.js';
import { isSentence } from '../page/cutText.js';

/** Longer names lose their middle, and longer sentences. In characters. */
const MAX_LENGTH = 200;
const MAX_SENTENCES = 1000;

/** How a column's cells are written. */
interface CellFormat {
  /** decimals of a fraction */
  digits: number;
  /** whole numbers are identifiers: no thousands are separated */
  identifier?: boolean;
  /** a zone whose clock stands behind a time */
  timeZone?: string;
}

/**
 * A table's cell as text: thousands separated, fractions rounded to `digits` decimals (to as many significant
 * digits where that would leave nothing), timestamps and dates as ISO 8601 in UTC, which the column's head
 * says (as their numbers outside of what Date can hold), with the clock of a zone behind them where one is
 * given, infinity as ∞, null as `null`. Names longer than 200 characters (sentences: 1,000) lose their
 * middle, and what can't be seen is shown (see `visibleText`).
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

/** A time or a date as ISO 8601 without its zone; null for what is neither, or what Date can't hold. */
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

/** A column's head: times say their zones here, once. */
export function formatHead(name: string, type: DataType, timeZone?: string): string {
  const text = formatText(name);
  if (type.typeId !== Type.Timestamp) return text;
  if (timeZone !== undefined) return `${text} (UTC, ${placeOf(timeZone)})`;
  return /\butc\b/i.test(name) ? text : `${text} (UTC)`;
}

/** Text on one line, with nothing in it that can't be seen. */
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

/** Whether a column reads better aligned to the right. */
export function isNumeric(type: DataType): boolean {
  return type.typeId === Type.Int || type.typeId === Type.Float || type.typeId === Type.Decimal;
}
