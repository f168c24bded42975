import type { Separator, WrittenParts } from './fromWritten.js';

/** Placeholders for day and month in a shape whose order isn't known yet. */
const FIRST = '%1';
const SECOND = '%2';

/**
 * How a written time looks, as SQL over its parts: in strptime's notation, except that it doesn't say which
 * of two numbers is the day, with spaces as they are. (Within a lambda, a regular expression would be
 * prepared again and again.)
 */
export function rawShape(parts: WrittenParts): string {
  const ifAny = (part: string, shape: string) => `CASE WHEN ${part} <> '' THEN ${shape} ELSE '' END`;
  const { dayName, separator, month1, dayGap, comma, gap, hour, colon, second, half, zone, offset } = parts;
  return `${ifAny(dayName, `CASE WHEN ${dayName} LIKE '%,' THEN '%a, ' ELSE '%a ' END`)}
    || CASE WHEN ${separator} <> '' THEN '${FIRST}' || ${separator} || '${SECOND}' || ${separator} || '%Y'
      WHEN ${month1} <> '' THEN '%d' || ${dayGap} || '%b' || right(${dayGap}, 1) || '%Y'
      ELSE '%b %d' || ${ifAny(parts.year3, `${comma} || ' %Y'`)} END
    || ${gap} || ${ifAny(hour, `CASE WHEN ${half} = '' THEN '%H' ELSE '%I' END || ${colon} || '%M'`)}
    || ${ifAny(second, `${colon} || '%S'`)} || ${ifAny(parts.fraction, "'.%f'")} || ${ifAny(half, "' %p'")}
    || CASE WHEN ${offset} = '' THEN ${zone} ELSE replace(${zone}, ${offset}, '%z') END
    || ${ifAny(parts.year4, "' %Y'")}`;
}

/** A shape with one plain space for several, or for one that doesn't break. */
export function plainShape(raw: string): string {
  return raw.replace(/\s+/g, ' ').trim();
}

/** A shape with the day first, or the month. */
export function inOrder(shape: string, isDayFirst: boolean): string {
  return shape.replace(FIRST, isDayFirst ? '%d' : '%m').replace(SECOND, isDayFirst ? '%m' : '%d');
}

/** The separator of a shape's numbers; undefined if the month has a name. */
export function separatorOf(shape: string): Separator | undefined {
  return /%1([/.-])/.exec(shape)?.[1] as Separator | undefined;
}
