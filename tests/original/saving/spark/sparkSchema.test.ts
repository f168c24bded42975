import { describe, expect, it } from 'vitest';
import { sparkLeaves } from '../../../../lib/original/saving/spark/sparkSchema.js';
import type { ThriftStruct } from '../../../../lib/original/saving/spark/thriftCompact.js';

const NAME = 'us\u202eer';
const text = (words: string) => Buffer.from(words);

/** A footer with one column, as Parquet says it and as Spark does. */
function footer(name: string, sparks: object): ThriftStruct {
  const root: ThriftStruct = new Map([[5, 1]]);
  const column: ThriftStruct = new Map<number, Buffer | number>([
    ...([
      [1, 2],
      [3, 0],
    ] as const),
    [4, text(name)],
  ]);
  const entry: ThriftStruct = new Map([
    [1, text('org.apache.spark.sql.parquet.row.metadata')],
    [2, text(JSON.stringify({ fields: [sparks] }))],
  ]);
  return new Map([
    [2, [root, column]],
    [5, [entry]],
  ]);
}

describe('sparkLeaves', () => {
  it('are the columns of which Parquet and Spark say the same', () => {
    const same = footer(NAME, { name: NAME, type: 'long', nullable: false });
    expect(sparkLeaves(same)).toEqual([{ path: [NAME], type: 2, isRepeated: false }]);
  });

  it('shows what cannot be seen in names and types, and says what to do', () => {
    const other = footer(NAME, { name: 'user', type: 'long', nullable: false });
    expect(() => sparkLeaves(other)).toThrow(
      "a column \"us\\u202eer\" that doesn't match Spark's schema: save the model by Spark's defaults",
    );
    const strange = footer(NAME, { name: NAME, type: { type: NAME }, nullable: false });
    expect(() => sparkLeaves(strange)).toThrow(
      'a column "us\\u202eer" of {"type":"us\\u202eer"}, which no model of SynapseML\'s has: save the model again',
    );
  });
});
