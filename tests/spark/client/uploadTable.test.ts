import {
  Bool,
  type DataType,
  Dictionary,
  Float64,
  Int16,
  Int32,
  Int64,
  Table,
  TimestampMicrosecond,
  tableFromIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../lib/spark/client/Session.js';
import { uploadTable } from '../../../lib/spark/client/uploadTable.js';
import { tableFromVectors } from '../../../lib/tables/tableFromVectors.js';

/** Keeps what goes up. */
function fakeSession() {
  const parts: Uint8Array[] = [];
  const session = {
    identity: { sessionId: 's' },
    ask: (_: string, __: unknown, call: () => unknown) => call(),
    channel: {
      unary: async () => ({ statuses: {} }),
      async upload(requests: Iterable<{ payload: { case: string; value: never } }>) {
        const chunks: Uint8Array[] = [];
        let name = '';
        for (const { payload } of requests) {
          if (payload.case === 'beginChunk') ({ name } = payload.value as { name: string });
          const { data } = (payload.case === 'beginChunk'
            ? (payload.value as { initialChunk: { data: Uint8Array } }).initialChunk
            : payload.value) as unknown as { data: Uint8Array };
          chunks.push(data);
        }
        parts.push(Buffer.concat(chunks));
        return { artifacts: [{ name, isCrcSuccessful: true }] };
      },
    },
  } as unknown as Session;
  return { session, parts };
}

async function uploaded(table: Table) {
  const { session, parts } = fakeSession();
  const { relType } = await uploadTable(session, table);
  const inline = relType.case === 'localRelation' ? [relType.value.data!] : [];
  const received = [...inline, ...parts].map((bytes) => tableFromIPC(bytes));
  return { kind: relType.case, table: new Table(received.flatMap(({ batches }) => batches)), received };
}

const typesOf = (table: Table) => table.schema.fields.map(({ name, type }) => `${name} ${type}`);
const columnsOf = (table: Table) => table.schema.fields.map((_, n) => [...table.getChildAt(n)!]);
const dictionary = (values: readonly unknown[], type: DataType) =>
  vectorFromArray(values, new Dictionary(type, new Int32())) as Vector;

describe('uploadTable', () => {
  it('keeps the order of columns, whatever they are called, and their chunks', async () => {
    const texts = new Dictionary(new Utf8(), new Int32());
    const part = (n: number) =>
      tableFromVectors([
        ['b', vectorFromArray([`x${n}`, null], texts)],
        ['1', vectorFromArray([n, n + 1], new Int32())],
        ['__proto__', vectorFromArray([true, null], new Bool())],
      ]);
    const whole = new Table([...part(1).batches, ...part(5).batches]);
    const { kind, table } = await uploaded(whole);
    expect(kind).toBe('localRelation');
    expect(typesOf(table)).toEqual(['b Utf8', '1 Int32', '__proto__ Bool']);
    expect(columnsOf(table)).toEqual([
      ['x1', null, 'x5', null],
      [1, 2, 5, 6],
      [true, null, true, null],
    ]);
  });

  it('makes of a dictionary what its values are', async () => {
    const given = tableFromVectors([
      ['int', dictionary([7, null, 7], new Int16())],
      ['long', dictionary([7n, 2n ** 60n, null], new Int64())],
      ['double', dictionary([0.5, null, 2], new Float64())],
      ['time', dictionary([1.5, null, 2], new TimestampMicrosecond())],
    ]);
    const { table } = await uploaded(given);
    expect(typesOf(table)).toEqual([
      'int Int16',
      'long Int64',
      'double Float64',
      'time Timestamp<MICROSECOND>',
    ]);
    expect(columnsOf(table)).toEqual(columnsOf(given));
  });

  it('goes in parts where it is large, each a table of its own', async () => {
    const size = 300_000;
    const n = vectorFromArray(Int32Array.from({ length: size }, (_, row) => row));
    const { kind, table, received } = await uploaded(tableFromVectors([['n', n]]));
    expect(kind).toBe('chunkedCachedLocalRelation');
    expect(received.map(({ numRows }) => numRows)).toEqual([262_144, size - 262_144]);
    expect(table.getChild('n')!.toArray()).toEqual(n.toArray());
  });

  it('takes a table without rows, and rows out of the midst of a large one', async () => {
    const names = Array.from({ length: 40_000 }, (_, n) => `a rather long name ${n}`);
    const large = tableFromVectors([['name', vectorFromArray(names, new Utf8())]]);
    expect((await uploaded(large)).kind).toBe('chunkedCachedLocalRelation');
    const none = await uploaded(large.slice(0, 0));
    expect([none.kind, none.table.numRows, typesOf(none.table)]).toEqual(['localRelation', 0, ['name Utf8']]);
    const some = await uploaded(large.slice(1000, 1003));
    expect(columnsOf(some.table)).toEqual([names.slice(1000, 1003)]);
  });
});
