import type { Separator } from './fromWritten.js';

/** What stands for day and month in a shape whose order isn't known yet. */
const FIRST = '%1';
const SECOND = '%2';

/**
 * How a written time looks, as SQL over its parts: in strptime's notation, but for which of two numbers is
 * the day, and with its spaces as they are. (A regular expression would be prepared anew again and again
 * within a lambda.)
 */
export function rawShape(parts: string): string {
  const part = (name: string) => `${parts}.${name}`;
  const ifAny = (name: string, shape: string) => `CASE WHEN ${part(name)} <> '' THEN ${shape} ELSE '' END`;
  const sep = part('sep');
  return `${ifAny('dayName', `CASE WHEN ${part('dayName')} LIKE '%,' THEN '%a, ' ELSE '%a ' END`)}
    || CASE WHEN ${sep} <> '' THEN '${FIRST}' || ${sep} || '${SECOND}' || ${sep} || '%Y'
      WHEN ${part('mon')} <> '' THEN '%d' || ${part('gap1')} || '%b' || right(${part('gap1')}, 1) || '%Y'
      ELSE '%b %d' || ${ifAny('y2', `${part('comma')} || ' %Y'`)} END
    || ${part('gap')} || ${ifAny('h', `CASE WHEN ${part('p')} = '' THEN '%H' ELSE '%I' END || ${part('colon')} || '%M'`)}
    || ${ifAny('s', `${part('colon')} || '%S'`)} || ${ifAny('f', "'.%f'")} || ${ifAny('p', "' %p'")}
    || CASE WHEN ${part('z')} = '' THEN ${part('zone')} ELSE replace(${part('zone')}, ${part('z')}, '%z') END
    || ${ifAny('y3', "' %Y'")}`;
}

/** A shape with one space for many, or for one that doesn't break. */
export function plainShape(raw: string): string {
  return raw.replace(/\s+/g, ' ').trim();
}

/** A shape with the day first, or the month. */
export function inOrder(shape: string, isDayFirst: boolean): string {
  return shape.replace(FIRST, isDayFirst ? '%d' : '%m').replace(SECOND, isDayFirst ? '%m' : '%d');
}

/** What stands between the numbers of a shape; undefined where the month has a name. */
export function separatorOf(shape: string): Separator | undefined {
  return /%1([/.-])/.exec(shape)?.[1] as Separator | undefined;
}
