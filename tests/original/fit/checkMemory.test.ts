import { makeData, makeVector, Null, Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import { checkMemory } from '../../../lib/original/fit/checkMemory.js';

const size = { rows: 5_000_000, users: 100_000, resources: 50_000, rank: 10, threads: 2 };
const gigabyte = 1e9;

describe('checkMemory', () => {
  it('lets pass what there is room for', () => {
    expect(() => checkMemory(size, { free: 0.5 * gigabyte, heap: gigabyte })).not.toThrow();
    expect(() => checkMemory({ ...size, rows: 1000, users: 10, resources: 10 })).not.toThrow();
  });

  it('names what there is, what it takes and how to go on', () => {
    expect(() => checkMemory(size, { free: 0.25 * gigabyte, heap: gigabyte })).toThrow(
      new RangeError(
        'Expected a fit of at most 0.250 GB, which is what this machine has free, got 5,000,000 rows of 100,000 users and ' +
          '50,000 resources at rank 10, which take 0.378 GB: fit it on Spark (connectSpark, docs/scale.md)',
      ),
    );
  });

  it('has another way on for explicit feedback, which Spark does not fit', () => {
    expect(() => checkMemory({ ...size, drawn: 1e7 }, { free: gigabyte, heap: gigabyte })).toThrow(
      ': draw fewer pairs (complementsetFactor), or fit implicit feedback (applyImplicitCf)',
    );
  });

  it("knows what V8's heap holds of names", () => {
    const many = { ...size, users: 20e6 };
    expect(() => checkMemory(many, { free: 100 * gigabyte, heap: 2 * gigabyte })).toThrow(
      "Expected names of at most 2.00 GB, which is what V8's heap has free, got 5,000,000 rows of 20,000,000 users and " +
        '50,000 resources at rank 10, whose names take 3.01 GB: start Node with a larger --max-old-space-size, or fit it on Spark',
    );
  });

  it('refuses more rows than 32 bits count, whatever the machine', () => {
    const everything = { free: Number.POSITIVE_INFINITY, heap: Number.POSITIVE_INFINITY };
    expect(() => checkMemory({ ...size, rows: 2 ** 31 }, everything)).toThrow(
      'Expected a fit of at most 2,147,483,647 rows, which is what positions of 32 bits count, got 2,147,483,648 rows',
    );
    expect(() => checkMemory({ ...size, rows: 2 ** 31 - 1 }, everything)).not.toThrow();
  });
});

describe('AccessAnomaly.fit', () => {
  it('answers with the figure before it allocates anything', async () => {
    // Nothing but a length: nulls take no memory.
    const nulls = (length: number) => makeVector(makeData({ type: new Null(), length, nullCount: length }));
    const column = nulls(2_000_000_000);
    const table = new Table({ tenant: column, user: column, res: column, likelihood: column });
    await expect(new AccessAnomaly().fit(table)).rejects.toThrow(
      /^Expected a fit of at most [\d.]+ GB, which is what this machine has free, got 2,000,000,000 rows of .* take 146 GB: fit it on Spark \(connectSpark, docs\/scale\.md\)$/,
    );
  });
});
