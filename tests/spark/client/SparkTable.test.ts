import { afterEach, describe, expect, it } from 'vitest';
import { relationOf } from '../../../lib/spark/client/relation.js';
import type { Session } from '../../../lib/spark/client/Session.js';
import { SparkTable } from '../../../lib/spark/client/SparkTable.js';

const HOST = Symbol.for('access-anomaly.interrupt');
const host = globalThis as { [key: symbol]: unknown };
afterEach(() => {
  delete host[HOST];
});

/** The kernel's: an interruption aborts the signal at hand, and the next is another. */
function interruptible() {
  const controller = new AbortController();
  host[HOST] = controller.signal;
  return {
    signal: controller.signal,
    interrupt() {
      controller.abort(new Error('interrupted'));
      host[HOST] = new AbortController().signal;
    },
  };
}

describe('an interruption between two requests of a run', () => {
  const asked: unknown[] = [];
  const session = {
    async *execute(_: unknown, { signal }: { signal?: AbortSignal }) {
      asked.push(signal);
      signal?.throwIfAborted();
      yield { responseType: { case: 'resultComplete' } };
    },
    async command(_: unknown, { signal }: { signal?: AbortSignal }) {
      asked.push(signal);
      signal?.throwIfAborted();
    },
    async analyze(_: unknown, __: string, { signal }: { signal?: AbortSignal }) {
      asked.push(signal);
      signal?.throwIfAborted();
    },
  } as unknown as Session;

  it.each<[string, (table: SparkTable) => Promise<unknown>]>([
    ['toTable', (table) => table.toTable()],
    ['batches', (table) => table.batches().next()],
    ['count', (table) => table.count()],
    ['schema', (table) => table.schema()],
    ['write.parquet', (table) => table.write.parquet('/there')],
  ])('ends %s', async (_, run) => {
    asked.length = 0;
    const { signal, interrupt } = interruptible();
    const table = new SparkTable(session, async (options) => {
      expect(options.signal).toBe(signal);
      interrupt();
      return relationOf({ case: 'sql', value: { query: 'SELECT 1' } });
    });
    await expect(run(table)).rejects.toThrow('interrupted');
    expect(asked).toEqual([signal]);
  });
});

it('refuses options that are not known', async () => {
  const table = new SparkTable({} as Session, () => expect.unreachable());
  const wrong = { sginal: 1 } as object;
  for (const run of [
    () => table.toTable(wrong),
    () => table.batches(wrong).next(),
    () => table.count(wrong),
    () => table.schema(wrong),
    () => table.write.parquet('/there', wrong),
  ]) {
    await expect(run()).rejects.toThrow(/^Expected .*options.*sginal/);
  }
});
