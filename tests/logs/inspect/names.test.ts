import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inspectLog } from '../../../lib/logs/inspectLog.js';
import { readAccess } from '../../../lib/logs/readAccess.js';
import { logFolder } from '../logFolder.js';

const { write } = logFolder('inspect-names-');

type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

const value = fc.oneof(
  fc.stringMatching(/^v[a-z]{1,3}$/),
  fc.integer({ min: 0, max: 99 }),
  fc.boolean(),
  fc.constant(null),
);
const { record } = fc.letrec<{ record: Tree; field: Tree }>((tie) => ({
  field: fc.oneof(
    { weight: 4, arbitrary: value as fc.Arbitrary<Tree> },
    { weight: 2, arbitrary: tie('record') },
    { weight: 1, arbitrary: fc.array(tie('record'), { maxLength: 3 }) as fc.Arbitrary<Tree> },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) as fc.Arbitrary<Tree> },
    { weight: 1, arbitrary: tie('record').map((tree) => JSON.stringify(tree)) },
  ),
  record: fc.dictionary(fc.constantFrom('user', 'id', 'name', 'type', 'b c', 'ünï', 'x-y'), tie('field'), {
    maxKeys: 4,
    depthIdentifier: 'record',
  }) as fc.Arbitrary<Tree>,
}));

/** The text that a name finds in a record, by a walk of its own; undefined where there is none. */
function textAt(tree: Tree, name: string): string | undefined {
  let at: Tree | undefined = tree;
  for (const [, key, number, kind, wanted] of name.matchAll(
    /(?:^|\.)([^.[\]]+)|\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]/g,
  )) {
    if (typeof at === 'string' && /^[[{]/.test(at)) at = JSON.parse(at) as Tree;
    if (typeof at !== 'object' || at === null) return undefined;
    if (key !== undefined) at = Array.isArray(at) ? undefined : at[key];
    else if (!Array.isArray(at)) return undefined;
    else if (number !== undefined) at = at[Number(number)];
    else at = at.find((entry) => isOf(entry, kind, wanted));
  }
  return typeof at === 'object' || at === undefined || at === '' ? undefined : String(at);
}

function isOf(entry: Tree, kind: string, wanted: string): boolean {
  const it = typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? entry[kind] : undefined;
  return typeof it !== 'object' && it !== undefined && String(it) === wanted;
}

it('every field that has values reads as what a walk finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), async (trees) => {
      const rows = trees.map((tree) => ({ what: 'door', tree }));
      const path = write('rows.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
      const { fields } = await inspectLog(path);
      for (const { field, filled, distinct } of fields.toArray()) {
        if (field === 'what' || filled === 0) continue;
        const counts = new Map<string, number>();
        for (const row of rows) {
          const text = textAt(row as Tree, field);
          if (text !== undefined && !/^[[{]/.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
        }
        const { table } = await readAccess(path, { user: field, res: 'what' });
        const read = table
          .toArray()
          .map(({ user, likelihood }) => [user, likelihood] as const)
          .filter(([user]) => !/^[[{]/.test(user));
        expect([field, new Map(read)]).toEqual([field, counts]);
        expect([field, distinct]).toEqual([field, counts.size]);
      }
    }),
    { numRuns: 12, seed: 7 },
  );
});
