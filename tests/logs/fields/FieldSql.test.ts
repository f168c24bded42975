import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldSql } from '../../../lib/logs/fields/FieldSql.js';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import type { Json } from '../../../lib/logs/fields/json.js';
import { type Path, parsePath } from '../../../lib/logs/fields/path.js';
import { withConnection } from '../../../lib/sql/withConnection.js';
import { readFields } from './readFields.js';

const read = async (record: Json | string, ...names: string[]) =>
  (await readFields([typeof record === 'string' ? record : JSON.stringify(record)], names.map(parsePath)))[0];

describe('text', () => {
  it('is that of nested fields, as JSON has it', async () => {
    const record = { a: { b: 'x', n: 7, f: 1.5, t: true, z: null, e: '', o: { p: [1, 'y'] } } };
    expect(
      await read(record, 'a.b', 'a.n', 'a.f', 'a.t', 'a.z', 'a.e', 'a.o', 'a.o.p', 'a.q', 'q.a'),
    ).toEqual([...['x', '7', '1.5', 'true', null, '', '{"p":[1,"y"]}', '[1,"y"]', null, null]]);
  });

  it('of numbers that JavaScript has no place for is what stands there', async () => {
    const row = '{"id":9007199254740993,"long":18446744073709551615}';
    expect(await read(row, 'id', 'long')).toEqual(['9007199254740993', '18446744073709551615']);
  });

  it('is of entries by number, from 0', async () => {
    const record = { list: ['a', { b: 'x' }, [['c']]] };
    expect(await read(record, 'list[0]', 'list[1].b', 'list[2][0][0]', 'list[3]', 'list[0].b')).toEqual([
      ...['a', 'x', 'c', null, null],
    ]);
  });

  it('is of the first entry whose field is that', async () => {
    const target: Json[] = [
      { type: 'User', name: 'ada', more: [{ k: 1, v: 'one' }] },
      { type: 'App', name: 'wiki' },
      { type: 'App', name: 'mail' },
      'App',
      { name: 'none' },
    ];
    const names = [
      'target[type=App].name',
      'target[type=User].more[k=1].v',
      'target[type=Group].name',
      'target[type=App]',
    ];
    expect(await read({ target }, ...names)).toEqual(['wiki', 'one', null, '{"type":"App","name":"wiki"}']);
    expect(await read({ target: { type: 'App', name: 'x' } }, 'target[type=App].name')).toEqual([null]);
  });

  it('is of JSON that stands as text, in text that is in text', async () => {
    const inner = JSON.stringify([{ k: 'a', v: JSON.stringify({ 'x.y': 1 }) }]);
    const record = { data: JSON.stringify({ inner, plain: 'p' }) };
    expect(
      await read(record, 'data.plain', 'data.inner[k=a].v.x', 'data.inner[0].k', 'data.inner[0].v'),
    ).toEqual([...['p', null, 'a', '{"x.y":1}']]);
    const [[value]] = await readFields([JSON.stringify(record)], [['data', 'inner', 0, 'v', 'x.y']]);
    expect(value).toBe('1');
  });

  it('is of a field that is an object here, JSON as text there, and neither elsewhere', async () => {
    const rows = [{ d: { u: 'a' } }, { d: '{"u":"b"}' }, { d: 'x' }, { d: '{broken' }, { d: ['u'] }, {}];
    const found = await readFields(
      rows.map((row) => JSON.stringify(row)),
      [['d', 'u']],
    );
    expect(found.flat()).toEqual(['a', 'b', null, null, null, null]);
  });

  it('is null where a row is no JSON, and costs no other row', async () => {
    const rows = ['{"u":"a"}', '{"u":', 'x', '', '[1]', '"u"', '{"u":"b"}'];
    expect((await readFields(rows, [['u']])).flat()).toEqual(['a', null, null, null, null, null, 'b']);
  });

  it("is what JavaScript's own walk finds, whatever the keys and values are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 4 }), paths, async (records, wanted) => {
        const rows = records.map((each) => JSON.stringify(each));
        const all = [['a'], ...wanted, ...records.flatMap((each) => pathsIn(each).slice(0, 30))];
        const expected = records.map((each) => all.map((path) => textOf(walk(each, path))));
        expect(await readFields(rows, all)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe('plain', () => {
  it('is the text, and null of what is an object or a list', async () => {
    const rows = [
      { u: 'ada' },
      { u: { id: 1 } },
      { u: ['x'] },
      { u: 7 },
      { u: null },
      { u: '{x' },
      { u: '[a] b' },
    ];
    const found = await readFields(
      rows.map((row) => JSON.stringify(row)),
      [['u']],
      { as: 'plain' },
    );
    expect(found.flat()).toEqual(['ada', null, null, '7', null, '{x', '[a] b']);
  });

  it('is a text all the same that only looks like an object', async () => {
    const found = await readFields(['{"u":"{}"}', '{"u":"[1]"}'], [['u']], { as: 'plain' });
    expect(found.flat()).toEqual(['{}', '[1]']);
  });
});

describe('isMalformed', () => {
  it.each([[[]], [['u']], [['u', 'v']]])(
    'is true of what is no object, where %j is read',
    async (path: string[]) => {
      const rows = [
        '{"u":1}',
        ' {"u":{}}',
        '{}',
        '{"u":',
        '[1]',
        '[{"u":1}]',
        '7',
        'null',
        '"x"',
        'x',
        '{"u":1}}',
      ];
      const found = await withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
        await connection.run(
          'CREATE TEMP TABLE bad AS SELECT unnest($1) AS row',
          [listValue(rows)],
          [LIST(VARCHAR)],
        );
        const sql = new FieldSql({ relation: 'temp.bad', json: 'row' });
        if (path.length > 0) sql.text(path, undefined);
        const { isMalformed } = sql;
        return (await connection.run(`SELECT ${isMalformed} FROM ${sql.relation}`)).getRows();
      });
      expect(found.flat()).toEqual([false, false, false, ...Array(8).fill(true)]);
    },
  );

  it('is never true where rows have columns', () => {
    expect(new FieldSql({ relation: 'rows', column: (name) => `"${name}"` }).isMalformed).toBe('false');
  });
});

it('columns are read as they are, and what is in them by its path', async () => {
  const found = await withConnection(async (connection) => {
    await connection.run(`CREATE TEMP TABLE wide AS SELECT 'ada' AS who, '{"id":"x","of":{"n":2}}' AS data`);
    const sql = new FieldSql({
      relation: 'temp.wide',
      column: (name) => `"${name}"`,
      structure: (name) => `(''||"${name}")`,
    });
    const tree = FieldTree.of([{ who: 'ada', data: '{"id":"x","of":{"n":2}}' }]);
    const columns = [['who'], ['data'], ['data', 'of', 'n'], ['who', 'x']].map((path) =>
      sql.text(path, tree),
    );
    return (await connection.run(`SELECT ${columns.join(', ')} FROM ${sql.relation}`)).getRows();
  });
  expect(found).toEqual([['ada', '{"id":"x","of":{"n":2}}', '2', null]]);
});

it('each JSON is parsed once, however many fields are read of it', () => {
  const tree = FieldTree.of([{ a: '{"b":1}' }]);
  const sql = new FieldSql({ relation: 'rows', json: 'row' });
  for (const path of [['x'], ['y', 'z'], ['a', 'b'], ['a', 'c'], ['x']]) sql.text(path, tree);
  expect(sql.relation.match(/json_extract_string\(/g)).toHaveLength(2);
});

const key = fc.constantFrom(
  ...['a', 'b', 'A', 'a.b', 'a b', '"', "'", '\\', '$', '[0]', '#', '0', '**', '😀', '__proto__', '\n'],
);
const text = fc.oneof(
  fc.constantFrom(
    '',
    'x',
    'null',
    '{',
    '[',
    '{}',
    '[]',
    '"',
    "'",
    '\\n',
    '\u0000',
    '\u2028',
    '😀',
    ' a ',
    '{"a":1}x',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, -1.25, 1e15),
);
const { record } = fc.letrec<{ value: Json; record: Json; entry: Json }>((tie) => ({
  entry: fc.record({ type: fc.constantFrom('a', 'b', '"', 1), v: tie('value') }) as fc.Arbitrary<Json>,
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('record'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('entry'), { maxLength: 3 }),
    fc.oneof(tie('record'), fc.array(tie('value'), { maxLength: 2 })).map((each) => JSON.stringify(each)),
  ),
  record: fc.dictionary(key, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<Json>,
}));
const step = fc.oneof(key, fc.nat({ max: 2 }), fc.constant({ key: 'type', value: 'a' }));
const paths = fc.array(
  fc.tuple(key, fc.array(step, { maxLength: 3 })).map(([first, rest]): Path => [first, ...rest]),
  { maxLength: 4 },
);

/** All paths that lead somewhere. */
function pathsIn(each: Json, path: Path = []): Path[] {
  const opened = typeof each === 'string' ? parsed(each) : each;
  const here = path.length > 0 ? [path] : [];
  if (typeof opened !== 'object' || opened === null) return here;
  if (!Array.isArray(opened)) {
    return [...here, ...Object.entries(opened).flatMap(([name, below]) => pathsIn(below, [...path, name]))];
  }
  const entries = opened.flatMap((below: Json, n) => {
    const type = fieldOf(below, 'type');
    const byField = type === undefined ? [] : [[...path, { key: 'type', value: String(type) }, 'v']];
    return [...pathsIn(below, [...path, n]), ...byField];
  });
  return [...here, ...entries];
}

/** The value at a path; undefined if there is none. */
function walk(from: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((at, each, n) => {
    const here = n > 0 && typeof at === 'string' ? parsed(at) : at;
    if (typeof each === 'string') return fieldOf(here, each);
    if (!Array.isArray(here)) return undefined;
    if (typeof each === 'number') return here[each];
    return here.find((entry: Json) => textOf(fieldOf(entry, each.key)) === each.value);
  }, from);
}

function fieldOf(each: Json | undefined, name: string): Json | undefined {
  if (typeof each !== 'object' || each === null || Array.isArray(each)) return undefined;
  return Object.hasOwn(each, name) ? (each as Record<string, Json>)[name] : undefined;
}

function parsed(each: string): Json | undefined {
  try {
    const found: Json = JSON.parse(each);
    return typeof found === 'object' ? found : undefined;
  } catch {
    return undefined;
  }
}

function textOf(each: Json | undefined): string | null {
  if (each === undefined || each === null) return null;
  return typeof each === 'string' ? each : JSON.stringify(each);
}
