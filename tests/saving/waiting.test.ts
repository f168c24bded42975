import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DateMillisecond,
  Dictionary,
  Field,
  Float32,
  Int8,
  Int32,
  Int64,
  List,
  type Table,
  TimestampMicrosecond,
  TimestampSecond,
  Uint32,
  Uint64,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { makeColumn } from '../../lib/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/tables/tableFromVectors.js';
import { toTable } from '../../lib/tables/toTable.js';
import { fileOf, fingerprint, forge, WITH_DAYS } from './kinds.js';

let folder: string;
let model: AccessEvidenceModel;
let plain: AccessEvidenceModel;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waiting-'));
  model = (await WITH_DAYS.fit())[0] as AccessEvidenceModel;
  plain = await new AccessEvidence({ dayCol: null }).fit(
    toTable(Array.from({ length: 9 }, (_, n) => ({ tenant: 't', user: `u${n % 3}`, res: `r${n % 4}` }))),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const manifestOf = (path: string) => JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));

/** Types and values, so that a difference is one of bits. */
function contentOf(table: Table | null): unknown {
  return table?.schema.fields.map(({ name, type }, n) => {
    const values = [...table.getChildAt(n)!].map((value) =>
      typeof value === 'number' ? [...new Uint8Array(Float64Array.of(value).buffer)].join() : value,
    );
    return [name, String(type), values];
  });
}

async function savedAndLoaded(each: AccessEvidenceModel, name = 'model'): Promise<AccessEvidenceModel> {
  await each.save(join(folder, name));
  return AccessEvidenceModel.load(join(folder, name));
}

/** Half of them odd. */
const someText = fc.oneof(
  fc.constantFrom(
    'ann',
    'wiki',
    '',
    ' ',
    "'",
    '"',
    '""',
    'a\nb',
    'a\r\nb',
    '\t',
    '\0',
    '\u202e',
    '\ufeffx',
    'null',
    '%',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const finiteOrNot = fc.double();
const some = <T>(value: fc.Arbitrary<T>, rows: number) =>
  fc.array(fc.option(value, { freq: 4 }), { minLength: rows, maxLength: rows });
const column = (rows: number): fc.Arbitrary<Vector> =>
  fc.oneof(
    some(someText, rows).map((values) => makeColumn.string(values) as Vector),
    some(fc.boolean(), rows).map((values) => makeColumn.boolean(values)),
    some(fc.integer(), rows).map((values) => makeColumn.int32(values)),
    some(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), rows).map((values) =>
      makeColumn.int64(values),
    ),
    some(fc.bigInt({ min: -9n, max: 9n }), rows).map((values) => makeColumn.int64(values)),
    some(finiteOrNot, rows).map((values) => makeColumn.float64(values)),
    some(fc.integer({ min: -100_000, max: 100_000 }), rows).map((values) => makeColumn.date(values)),
    some(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), rows).map((values) =>
      makeColumn.milliseconds(values),
    ),
    some(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), rows).map((values) =>
      makeColumn.microseconds(values),
    ),
    some(fc.bigInt({ min: 0n, max: 10n ** 15n }), rows).map((values) =>
      makeColumn.microseconds(values, 'Europe/Berlin'),
    ),
    fc.constant(makeColumn.null(new Array(rows).fill(null))),
  );
const someTable = fc.integer({ min: 1, max: 5 }).chain((rows) =>
  fc
    .uniqueArray(fc.tuple(someText, column(rows)), {
      minLength: 1,
      maxLength: 6,
      selector: ([name]) => name,
    })
    .map((columns) => tableFromVectors(columns)),
);

/** The same with a day in each row, as a model with days asks for. */
const dated = (table: Table) =>
  tableFromVectors([
    ...table.schema.fields.map(({ name }, n) => [name, table.getChildAt(n)!] as const),
    ['day', makeColumn.date(new Array<number>(table.numRows).fill(20_776))],
  ]);

describe('what waits for a verdict', () => {
  it('is loaded as it was saved, to the bit, whatever it is called', async () => {
    await fc.assert(
      fc.asyncProperty(someTable, fc.option(someTable), async (table, incidents) => {
        for (const each of [model, plain]) {
          const heldBack = each === model ? dated(table) : table;
          const loaded = await savedAndLoaded(each.withWaiting({ heldBack, incidents }));
          expect(contentOf(loaded.heldBack)).toEqual(contentOf(heldBack));
          expect(contentOf(loaded.incidents) ?? null).toEqual(contentOf(incidents) ?? null);
        }
      }),
      { numRuns: 8, seed: 61 },
    );
  });

  it('has columns that differ in case alone, or are called nothing', async () => {
    const values = makeColumn.string(['x']);
    const heldBack = tableFromVectors(['user', 'USER', ''].map((name) => [name, values] as const));
    const loaded = await savedAndLoaded(plain.withWaiting({ heldBack }));
    expect(loaded.heldBack!.schema.names).toEqual(['user', 'USER', '']);
  });

  it('has the types that are saved from the beginning on', async () => {
    const time = Date.UTC(2026, 10, 3, 7, 30, 1);
    const heldBack = tableFromVectors([
      ['small', vectorFromArray([1, null], new Int8())],
      ['unsigned', vectorFromArray([2 ** 32 - 1, null], new Uint32())],
      ['long', vectorFromArray([5n, null], new Int64())],
      ['short float', vectorFromArray([0.5, null], new Float32())],
      ['day', vectorFromArray([new Date(Date.UTC(2026, 10, 3)), null], new DateMillisecond())],
      ['seconds', vectorFromArray([time, null], new TimestampSecond())],
      ['zoned', vectorFromArray([time, null], new TimestampMicrosecond('UTC'))],
      ['text', vectorFromArray(['a', null], new Utf8())],
      ['code', vectorFromArray(['a', null], new Dictionary(new Utf8(), new Int32()))],
    ]);
    const waiting = plain.withWaiting({ heldBack });
    const loaded = await savedAndLoaded(waiting);
    expect(contentOf(loaded.heldBack)).toEqual(contentOf(waiting.heldBack));
    expect(loaded.heldBack!.toArray().map((row) => row.toJSON())).toEqual(
      heldBack.toArray().map((row) => row.toJSON()),
    );
  });

  it('is kept by update, forget and recalibrate, and does nothing to scores', async () => {
    const heldBack = toTable([{ tenant: 't', user: 'u1', res: 'vault' }]);
    const incidents = toTable([{ story: 'odd', since: new Date() }]);
    const waiting = plain.withWaiting({ heldBack, incidents });
    expect(fingerprint(waiting)).toBe(fingerprint(plain));
    const more = toTable(Array.from({ length: 40 }, (_, n) => ({ tenant: 't', user: 'u1', res: `r${n}` })));
    const later = [
      await waiting.update(more),
      await waiting.forget(toTable([{ tenant: 't', user: 'u1', res: 'r1' }])),
      waiting.recalibrate(more),
      waiting.withWaiting({}),
    ];
    for (const each of later) {
      expect(contentOf(each.heldBack)).toEqual(contentOf(heldBack));
      expect(contentOf(each.incidents)).toEqual(contentOf(incidents));
    }
    const judged = waiting.withWaiting({ heldBack: null });
    expect([judged.heldBack, contentOf(judged.incidents)]).toEqual([null, contentOf(incidents)]);
    expect(waiting.withWaiting({ heldBack: heldBack.slice(0, 0) }).heldBack).toBeNull();
    expect([plain.heldBack, plain.incidents]).toEqual([null, null]);
  });

  it('is refused where it is no table, or of types that no folder keeps', () => {
    const list = vectorFromArray([['a']], new List(new Field('item', new Utf8())));
    const big = vectorFromArray([1n], new Uint64());
    for (const [name, vector] of [
      ['list', list],
      ['big', big],
    ] as const) {
      expect(() => plain.withWaiting({ incidents: tableFromVectors([[name, vector]]) })).toThrow(
        `Expected column ${name} of incidents to hold text, numbers, booleans, dates or times, got`,
      );
    }
    expect(() => plain.withWaiting({ heldBack: [] as never })).toThrow('Expected an Arrow Table');
    expect(() => plain.withWaiting({ held: null } as never)).toThrow(
      'Expected waiting among heldBack, incidents',
    );
  });
});

describe('a folder of a model', () => {
  const heldBack = toTable([{ tenant: 't', user: 'u1', res: 'vault', day: '2026-11-03' }]);

  it('has what waits beside the model, under a version that older programs refuse', async () => {
    const path = join(folder, 'version');
    const versions = [];
    for (const each of [plain, plain.withWaiting({ heldBack }), model, model.withWaiting({ heldBack })]) {
      await each.save(path);
      const { version, files } = manifestOf(path);
      versions.push([version, Object.keys(files).includes('heldBack')]);
    }
    expect(versions).toEqual([
      [1, false],
      [3, true],
      [2, false],
      [3, true],
    ]);
    // And nothing of it is left once nobody waits.
    await plain.save(path);
    expect(readdirSync(path).filter((name) => /held|incid/.test(name))).toEqual([]);
    const loaded = await AccessEvidenceModel.load(path);
    expect([loaded.heldBack, loaded.incidents]).toEqual([null, null]);
  });

  it('called like a pattern holds its own rows, and no neighbour’s', async () => {
    const names = ['m1', 'm*', 'm?', 'm[1]', '**', 'm{1,2}', "it's", 'user=x'];
    const tableOf = (name: string) => toTable([{ tenant: 't', user: name, res: 'vault' }]);
    for (const name of names) {
      await plain
        .withWaiting({ heldBack: tableOf(name), incidents: tableOf(`${name}!`) })
        .save(join(folder, name));
    }
    for (const name of names) {
      const loaded = await AccessEvidenceModel.load(join(folder, name));
      expect(contentOf(loaded.heldBack)).toEqual(contentOf(tableOf(name)));
      expect(contentOf(loaded.incidents)).toEqual(contentOf(tableOf(`${name}!`)));
    }
  });

  it.each<[string, Parameters<typeof forge>[1], string]>([
    ['no file', ({ files }) => delete files.heldBack, 'files.heldBack in PATH'],
    ['a file that it says nothing of', ({ waiting }) => (waiting.heldBack = null), 'both or neither'],
    ['nothing of what waits', (fields) => delete fields.waiting, 'waiting in PATH'],
    ['rows that are not there', ({ waiting }) => (waiting.heldBack.rows = 7), 'Expected 7 rows in'],
    [
      'a column too few',
      ({ waiting }) => waiting.heldBack.columns.pop(),
      'Expected columns c0,VARCHAR; c1,VARCHAR; c2,VARCHAR in',
    ],
    [
      'a column of another kind',
      ({ waiting }) => (waiting.heldBack.columns[0].kind = 'int32'),
      'Expected columns c0,INTEGER',
    ],
    [
      'a kind that is none',
      ({ waiting }) => (waiting.heldBack.columns[0].kind = 'list'),
      'waiting.heldBack.columns[0].kind in PATH',
    ],
    ['another file', ({ files }) => (files.heldBack = files.users), 'files.heldBack.name in PATH'],
  ])('whose manifest has %s is refused by name', async (_, change, message) => {
    const path = join(folder, 'forged');
    await model.withWaiting({ heldBack }).save(path);
    forge(path, change);
    await expect(AccessEvidenceModel.load(path)).rejects.toThrow(
      message.replace('PATH', join(path, 'model.json')),
    );
  });

  it('with another file of what waits is refused by name', async () => {
    const path = join(folder, 'damaged');
    await model.withWaiting({ heldBack }).save(path);
    const file = fileOf(path, 'held-back');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
    await expect(AccessEvidenceModel.load(path)).rejects.toThrow(`Expected ${file} as it was saved`);
  });
});
