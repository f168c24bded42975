import { describe, expect, it } from 'vitest';
import type { Predicate, Scalar } from '../../../lib/logs/profiles/Profile.js';
import { predicateSql } from '../../../lib/logs/profiles/valueSql.js';
import { answersOf } from './sqlOf.js';

/** For which of some texts of the field `a` a predicate is true. */
async function trueOf(predicate: Predicate, texts: (string | null)[]): Promise<(string | null)[]> {
  const answers = await answersOf(
    predicate,
    texts.map((a) => ({ a })),
  );
  expect(answers.every((answer) => typeof answer === 'boolean')).toBe(true);
  return texts.filter((_, i) => answers[i]);
}

describe('a test', () => {
  const TEXTS = ['4624', '4624.0', '4625', 'Success', 'SUCCESS', 'true', 'T', 'False', '0', '1', null];

  it.each<[Scalar | Scalar[], (string | null)[]]>([
    [4624, ['4624', '4624.0']],
    ['success', ['Success', 'SUCCESS']],
    [true, ['true', 'T', '1']],
    [false, ['False', '0']],
    [0, ['0']],
    [
      [4625, 'SUCCESS'],
      ['4625', 'Success', 'SUCCESS'],
    ],
  ])('is %j', async (is, expected) => {
    expect(await trueOf({ field: 'a', is }, TEXTS)).toEqual(expected);
    const others = TEXTS.filter((text) => text !== null && !expected.includes(text));
    expect(await trueOf({ field: 'a', not: is }, TEXTS)).toEqual(others);
  });

  it('matches some of a text, by case', async () => {
    expect(await trueOf({ field: 'a', matches: 'S' }, TEXTS)).toEqual(['Success', 'SUCCESS']);
    expect(await trueOf({ field: 'a', matches: '^[a-z]+$' }, TEXTS)).toEqual(['true']);
    expect(await trueOf({ field: 'a', matches: '(?i)^f' }, TEXTS)).toEqual(['False']);
  });

  it('is of a number', async () => {
    const numbers = ['399', '400', '404.0', '-1', '1e3', 'n/a', null];
    expect(await trueOf({ field: 'a', above: 399 }, numbers)).toEqual(['400', '404.0', '1e3']);
    expect(await trueOf({ field: 'a', above: -1.5 }, numbers)).toEqual(['399', '400', '404.0', '-1', '1e3']);
  });

  it('is of whether there is one', async () => {
    expect(await trueOf({ field: 'a', filled: true }, ['x', null])).toEqual(['x']);
    expect(await trueOf({ field: 'a', filled: false }, ['x', null])).toEqual([null]);
    expect(await trueOf({ field: ['b', 'a'], filled: false }, ['x', null])).toEqual([null]);
  });
});

describe('predicates', () => {
  const isX: Predicate = { field: 'a', is: 'x' };
  const isY: Predicate = { field: 'a', is: 'y' };
  const has: Predicate = { field: 'a', filled: true };

  it('hold all, any, or not', async () => {
    const texts = ['x', 'y', 'z', null];
    expect(await trueOf({ any: [isX, isY] }, texts)).toEqual(['x', 'y']);
    expect(await trueOf({ all: [has, { not: isX }] }, texts)).toEqual(['y', 'z']);
    expect(await trueOf({ not: isX }, texts)).toEqual(['y', 'z', null]);
    expect(await trueOf({ not: { any: [isX, { not: has }] } }, texts)).toEqual(['y', 'z']);
  });

  it('of fields that no event has are known without looking', () => {
    const sql = (predicate: Predicate) => predicateSql(predicate, (path) => (path === 'a' ? 'a' : 'NULL'));
    const never: Predicate = { field: 'zz', is: 1 };
    expect(sql(never)).toBe('false');
    expect(sql({ field: 'zz', not: 1 })).toBe('false');
    expect(sql({ field: 'zz', filled: false })).toBe('true');
    expect(sql({ not: never })).toBe('true');
    expect(sql({ all: [isX, never] })).toBe('false');
    expect(sql({ any: [isX, { not: never }] })).toBe('true');
    expect(sql({ any: [isX, never] })).toBe(sql(isX));
    expect(sql({ all: [isX, { not: never }] })).toBe(sql(isX));
  });
});
