import { expectText } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import { checkValue } from '../profiles/check/checkValue.js';
import { type Profile, TAKEN_NAMES, type Value } from '../profiles/Profile.js';
import type { ReadAccessOptions } from '../ReadAccessOptions.js';

/** @throws TypeError or RangeError naming what is no field, or a name that the table has already */
export function contextsOf(
  context: ReadAccessOptions['context'],
  profile: Profile | undefined,
): Readonly<Record<string, Value>> {
  return context === undefined ? {} : namedValues('context', context, profile?.context ?? {});
}

/**
 * Values by the names of their columns, from names, a text of names, or values.
 *
 * @param known values that a profile knows by their names
 * @throws TypeError or RangeError naming what is no field, or a name that the table has already
 */
export function namedValues(
  option: 'context' | 'details',
  asked: NonNullable<ReadAccessOptions['context']>,
  known: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const given =
    typeof asked === 'string'
      ? asked
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
      : asked;
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `Expected ${option} to be ${option === 'details' ? 'true, false, ' : ''}names of fields, or an object of them, got ${describe(given)}`,
    );
  }
  if (Array.isArray(given)) for (const name of given) expectText(option, name, 'to name a field');
  const entries: [string, Value][] = Array.isArray(given)
    ? given.map((name) => [name, Object.hasOwn(known, name) ? known[name] : name])
    : Object.entries(given as Record<string, Value>);
  for (const [name, value] of entries) checkColumn(option, name, value);
  return Object.fromEntries(entries);
}

function checkColumn(option: 'context' | 'details', name: string, value: Value): void {
  const what = option === 'context' ? 'a context' : 'a detail';
  if (TAKEN_NAMES.includes(name)) {
    throw new RangeError(
      `Expected the name of ${what} not to be one of ${TAKEN_NAMES.join(', ')}, got ${describe(name)}`,
    );
  }
  if (name.trim() === '') throw new RangeError(`Expected ${what} with a name, got ${describe(name)}`);
  checkValue(value, { path: `${option}.${name}`, name: 'options', depth: 0 });
}
