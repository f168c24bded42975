import { type DataType, Type } from 'apache-arrow';
import { shortenLabel } from '../figures/shortenLabel.js';

/** Longer text loses its middle. In characters. */
const MAX_LENGTH = 200;
/** Control characters, which could steer a terminal, and those that turn the direction of what follows. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A table's cell as text: fractions rounded to `digits` decimals (to as many significant digits where that would leave
 * nothing), timestamps and dates as ISO 8601 (as their numbers outside of what Date
 * can hold), infinity as ∞, null as `null`. Text longer than 200 characters loses its
 * middle, and control characters are shown as their escapes.
 */
export function formatCell(value: unknown, type: DataType, digits: number): string {
  if (value === null || value === undefined) return 'null';
  const time = new Date(Number(value));
  if (!Number.isNaN(time.getTime())) {
    if (type.typeId === Type.Timestamp) return time.toISOString().replace('.000Z', 'Z');
    if (type.typeId === Type.Date) return time.toISOString().split('T')[0];
  }
  if (typeof value === 'number') return formatNumber(value, digits);
  return formatText(String(value));
}

/** Text on one line, with nothing in it that can't be seen. */
export function formatText(text: string): string {
  return shortenLabel(text, MAX_LENGTH).replace(INVISIBLE, (character) => {
    const escaped = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    return escaped ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function formatNumber(value: number, digits: number): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return '-∞';
  if (Number.isInteger(value) || Number.isNaN(value)) return String(value);
  if (Math.abs(value) < 0.5 * 10 ** -digits) return String(Number(value.toPrecision(digits)));
  return value.toFixed(digits);
}

/** Whether a column reads better aligned to the right. */
export function isNumeric(type: DataType): boolean {
  return type.typeId === Type.Int || type.typeId === Type.Float || type.typeId === Type.Decimal;
}
