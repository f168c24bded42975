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
  if (context === undefined) return {};
  const known = profile?.context ?? {};
  const given =
    typeof context === 'string'
      ? context
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
      : context;
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `Expected context to be names of fields, or an object of them, got ${describe(given)}`,
    );
  }
  if (Array.isArray(given)) for (const name of given) expectText('context', name, 'to name a field');
  const entries: [string, Value][] = Array.isArray(given)
    ? given.map((name) => [name, Object.hasOwn(known, name) ? known[name] : name])
    : Object.entries(given as Record<string, Value>);
  for (const [name, value] of entries) checkContext(name, value);
  return Object.fromEntries(entries);
}

function checkContext(name: string, value: Value): void {
  if (TAKEN_NAMES.includes(name)) {
    throw new RangeError(
      `Expected the name of a context not to be one of ${TAKEN_NAMES.join(', ')}, got ${describe(name)}`,
    );
  }
  if (name.trim() === '') throw new RangeError(`Expected a context with a name, got ${describe(name)}`);
  checkValue(value, { path: `context.${name}`, name: 'options', depth: 0 });
}
