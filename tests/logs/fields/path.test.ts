import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOfPath, type Path, parsePath } from '../../../lib/logs/fields/path.js';

describe('parsePath', () => {
  it.each<[string, Path]>([
    ['user', ['user']],
    ['actor.user.email', ['actor', 'user', 'email']],
    ['chain[2]', ['chain', 2]],
    ['chain[2].name', ['chain', 2, 'name']],
    ['rows[0][12]', ['rows', 0, 12]],
    [
      'target[type=AppInstance].displayName',
      ['target', { key: 'type', value: 'AppInstance' }, 'displayName'],
    ],
    ['a[@Name=b.c].d', ['a', { key: '@Name', value: 'b.c' }, 'd']],
    ['a[k=]', ['a', { key: 'k', value: '' }]],
    ['a[k=x=y]', ['a', { key: 'k', value: 'x=y' }]],
    ['a[k=1][2].b', ['a', { key: 'k', value: '1' }, 2, 'b']],
    [' a . b ', [' a ', ' b ']],
    ['line\nbreak[1]', ['line\nbreak', 1]],
  ])('reads %j', (name, path) => {
    expect(parsePath(name)).toEqual(path);
  });

  it.each([
    'TimeGenerated [UTC]',
    '[2]',
    '[a=b]',
    'a[]',
    'a[=b]',
    'a[x]',
    'a[-1]',
    'a[1.5]x',
    'a]',
    'a[[1]]',
  ])('takes other brackets for a part of a key: %j', (name) => {
    expect(parsePath(name).join('.')).toBe(name);
    expect(parsePath(name).every((step) => typeof step === 'string')).toBe(true);
  });

  it.each(['.', 'a.', '.a', 'a..b', '...'])(
    'takes a name with dots where no key is for one key: %j',
    (name) => {
      expect(parsePath(name)).toEqual([name]);
    },
  );
});

describe('nameOfPath', () => {
  const key = fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '"', '\\', "'", '=', '@', '\n', '😀'),
    minLength: 1,
  });
  const value = fc.string({ unit: fc.constantFrom('a', '.', '=', ' ', '"', "'", '1'), maxLength: 4 });
  const entry = fc.record({ key: key.filter((text) => !text.includes('=')), value });
  const step = fc.oneof(key, fc.nat(), entry);

  it('is what parsePath reads', () => {
    fc.assert(
      fc.property(key, fc.array(step), (first, rest) => {
        const path = [first, ...rest];
        expect(parsePath(nameOfPath(path))).toEqual(path);
      }),
    );
  });

  it('and the other way round, whatever the name', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '[', ']', '=', '1', '0', ' ') });
    fc.assert(
      fc.property(name, (text) => {
        // Only a number may be written in several ways.
        fc.pre(!/\[0\d/.test(text));
        expect(nameOfPath(parsePath(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
