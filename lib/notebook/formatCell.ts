import { type DataType, Type } from 'apache-arrow';

/**
 * A table's cell as text: fractions rounded to `digits` decimals (to as many significant digits where that would leave
 * nothing), timestamps as ISO 8601, infinity as ∞, null as `null`.
 */
export function formatCell(value: unknown, type: DataType, digits: number): string {
  if (value === null || value === undefined) return 'null';
  if (type.typeId === Type.Timestamp || type.typeId === Type.Date) {
    return new Date(Number(value)).toISOString().replace('.000Z', 'Z');
  }
  if (typeof value === 'number') return formatNumber(value, digits);
  return String(value);
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
