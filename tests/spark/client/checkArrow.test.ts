import {
  Binary,
  Decimal,
  Dictionary,
  Field,
  Int32,
  List,
  RecordBatchReader,
  Struct,
  Table,
  TimestampMicrosecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrowMessages } from '../../../lib/spark/client/arrowMessages.js';
import { batchReader } from '../../../lib/spark/client/batchReader.js';
import { checkArrow } from '../../../lib/spark/client/checkArrow.js';
import { SparkError } from '../../../lib/spark/client/SparkError.js';
import { tableFromVectors } from '../../../lib/tables/tableFromVectors.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { answersOf, declared } from './answers.js';

const each = <T>(make: (n: number) => T) => Array.from({ length: 20 }, (_, n) => make(n));

/** One column a kind, as Spark and this program send them. */
const kinds = tableFromVectors([
  ['n', vectorFromArray(each((n) => (n % 5 === 0 ? null : BigInt(n))))],
  [
    'name',
    vectorFromArray(
      each((n) => (n % 3 === 0 ? null : `name ${n}`)),
      new Utf8(),
    ),
  ],
  [
    'word',
    vectorFromArray(
      each((n) => (n % 4 === 0 ? null : `w${n % 3}`)),
      new Dictionary(new Utf8(), new Int32()),
    ),
  ],
  ['yes', vectorFromArray(each((n) => n % 2 === 0))],
  [
    'at',
    vectorFromArray(
      each((n) => new Date(n * 1000)),
      new TimestampMicrosecond('UTC'),
    ),
  ],
  [
    'bytes',
    vectorFromArray(
      each((n) => Uint8Array.of(n, n)),
      new Binary(),
    ),
  ],
  [
    'list',
    vectorFromArray(
      each((n) => (n % 7 === 0 ? null : [n, n + 1])),
      new List(new Field('element', new Int32(), true)),
    ),
  ],
  [
    'pair',
    vectorFromArray(
      each((n) => ({ a: n, b: `${n}` })),
      new Struct([new Field('a', new Int32(), true), new Field('b', new Utf8(), true)]),
    ),
  ],
  [
    'exact',
    vectorFromArray(
      each((n) => Uint32Array.of(n, 0, 0, 0)),
      new Decimal(2, 10),
    ),
  ],
]);

const tableOf = (bytes: Uint8Array) => new Table(RecordBatchReader.from(bytes).readAll());
const rowsOf = (table: Table) =>
  JSON.stringify(table.toArray(), (_, value) => (typeof value === 'bigint' ? `${value}n` : value));

describe('checkArrow', () => {
  it.each([
    ['of all kinds', kinds],
    ['without rows', kinds.slice(0, 0)],
    ['of one row', kinds.slice(7, 8)],
    ['without columns', new Table([])],
  ])('takes a table %s', (_, table) => {
    const bytes = tableToIPC(table, 'stream');
    expect(() => checkArrow(bytes)).not.toThrow();
    expect(rowsOf(tableOf(bytes))).toBe(rowsOf(table));
  });

  it.each([
    ['nothing', new Uint8Array(0), 'no schema'],
    ['zeros', new Uint8Array(100), 'no schema'],
    ['text', Buffer.from('<html>this is no table at all</html>'), 'that ends before'],
    ['a file', tableToIPC(kinds, 'file'), 'that ends before'],
    ['half a table', tableToIPC(kinds, 'stream').slice(0, -200), 'that ends before'],
    [
      'rows without columns',
      tableToIPC(kinds, 'stream').slice(arrowMessages(tableToIPC(kinds, 'stream'))[0].body.byteOffset),
      'a schema in another place',
    ],
  ])('refuses %s', (_, bytes, said) => {
    expect(() => checkArrow(bytes)).toThrow(said);
  });
});

describe('a batch of rows with wrong bits', () => {
  const simple = tableFromVectors(['n', 'name', 'yes'].map((name) => [name, kinds.getChild(name)!] as const));
  const [head, answer] = answersOf([simple], declared({ n: 'long', name: 'string', yes: 'boolean' }));
  const { value } = answer.responseType as { value: { data: Uint8Array } };

  /** The table that is read of other bytes, or the error. */
  const read = (data: Uint8Array, declares = true) => {
    const reader = batchReader();
    try {
      if (declares) reader.read({ ...head, responseType: { case: undefined } } as never);
      return reader.read({ responseType: { case: 'arrowBatch', value: { ...value, data } } } as never)!;
    } catch (error) {
      return error as Error;
    }
  };
  const flips = fc.array(fc.record({ at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) }), {
    minLength: 1,
    maxLength: 3,
  });

  it('in what says how to read it is right or refused', () => {
    const inBody = new Uint8Array(value.data.length);
    for (const { body } of arrowMessages(value.data)) {
      const start = body.byteOffset - value.data.byteOffset;
      inBody.fill(1, start, start + body.length);
    }
    const outside = [...inBody.keys()].filter((at) => inBody[at] === 0);
    const wanted = rowsOf(simple);
    fc.assert(
      fc.property(flips, (flipped) => {
        const data = Uint8Array.from(value.data);
        for (const { at, mask } of flipped) data[outside[at % outside.length]] ^= mask;
        const result = read(data);
        if (result instanceof Error) expect(result).toBeInstanceOf(SparkError);
        else expect(rowsOf(result)).toBe(wanted);
      }),
      { numRuns: fuzzRuns(2000) },
    );
  });

  it('anywhere is refused, or has as many rows, of which each can be read', () => {
    // Arrow reads no times of more than 53 bits, which another bit may make.
    const names = kinds.schema.names.filter((name) => name !== 'at');
    const all = tableToIPC(kinds.select(names), 'stream');
    fc.assert(
      fc.property(flips, (flipped) => {
        const data = Uint8Array.from(all);
        for (const { at, mask } of flipped) data[at % data.length] ^= mask;
        const result = read(data, false);
        if (result instanceof Error) expect(result).toBeInstanceOf(SparkError);
        else {
          expect(result.numRows).toBe(20);
          expect(result.toArray().map((row) => row.toJSON())).toHaveLength(20);
        }
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});
