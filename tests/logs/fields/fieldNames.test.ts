import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import { fieldNames } from '../../../lib/logs/fields/fieldNames.js';
import { findFields } from '../../../lib/logs/fields/findFields.js';
import { parsePath } from '../../../lib/logs/fields/path.js';

const namesOf = (...records: object[]) => fieldNames(FieldTree.of(records as never)).map(({ name }) => name);

describe('fieldNames', () => {
  it('are those that have plain values, in the order in which they were seen', () => {
    expect(namesOf({ b: 1, a: { d: 'x', c: { e: true } } }, { f: null })).toEqual(['b', 'a.d', 'a.c.e', 'f']);
  });

  it('are of a list those of its first entry', () => {
    expect(namesOf({ tags: ['x', 'y'], rows: [{ id: 1 }, { size: 2 }] })).toEqual([
      'tags[0]',
      'rows[0].id',
      'rows[0].size',
    ]);
    expect(namesOf({ none: [], some: 1 })).toEqual(['some']);
  });

  it('are of a list whose entries say what they are those of each kind', () => {
    const target = [
      { type: 'User', id: 'u' },
      { type: 'AppInstance', id: 'a' },
    ];
    expect(namesOf({ target })).toEqual(['target[type=User].id', 'target[type=AppInstance].id']);
    const data = [{ '@Name': 'TargetUserName', '#text': 'ada' }];
    expect(namesOf({ data: JSON.stringify(data) })).toEqual(['data[@Name=TargetUserName].#text']);
  });

  it('are both where a field is a text here and an object there', () => {
    expect(namesOf({ a: 'x' }, { a: { b: 1 } })).toEqual(['a', 'a.b']);
  });

  it('find what they name', () => {
    const key = fc.string({
      unit: fc.constantFrom('a', 'b', 'A', ' ', '"', '='),
      minLength: 1,
      maxLength: 3,
    });
    const leaf = fc.constantFrom<unknown>(1, 'x', true);
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        leaf,
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(key, value, { minKeys: 1, maxKeys: 3 }), { minLength: 1 }),
        (records) => {
          const tree = FieldTree.of(records as never);
          for (const { name, path } of fieldNames(tree)) {
            expect(parsePath(name)).toEqual(path);
            expect(findFields(tree, path)).toContainEqual(path);
          }
        },
      ),
    );
  });
});
