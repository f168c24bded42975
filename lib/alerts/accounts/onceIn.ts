import { grouped } from '../../base/text/grouped.js';
import { RAREST_DAYS } from '../severity.js';

/**
 * How often something happens that happens once in this many days, in words. Beyond ten years it names no
 * number, since no model has learned for so long.
 *
 * @example
 * onceIn(139.2) // 'once in 139 days'
 */
export function onceIn(days: number): string {
  if (days < 1) return 'every day';
  if (days >= RAREST_DAYS) return 'less than once in ten years';
  return `once in ${oneDigit(days)} ${days < 1.5 ? 'day' : 'days'}`;
}

/** Whole numbers from 10 on, one digit below. */
export function oneDigit(number: number): string {
  return number >= 10 ? grouped(Math.round(number)) : String(Number(number.toPrecision(1)));
}
