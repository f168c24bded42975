import { existsSync, statSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pack, unpacked } from '../../../lib/logs/smallFiles/Pack.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

type Row = [file: number, line: number, isWhole: boolean, text: string];

/** What SQL reads of packed rows. */
async function packed(rows: readonly Row[], isFlushed: (n: number) => boolean = () => false) {
  const pack = new Pack();
  try {
    for (const [n, row] of rows.entries()) {
      pack.add(...row);
      if (isFlushed(n)) await pack.flush();
    }
    await pack.flush();
    const found = await withConnection(async (connection) => {
      const result = await connection.run(
        `SELECT file, line::DOUBLE, is_whole = 1, coalesce(${unpacked('row')}, '') FROM ${pack.relation}`,
      );
      return result.getRows();
    });
    return { found, pack };
  } finally {
    await pack.remove();
  }
}

describe('Pack', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      ...['a', '"', "'", ',', '\\', '\n', '\r', '\r\n', '\x1c', '\x1f', '\x1c0', '\x1c1', '\x1e', '0', '#'],
    ),
    fc.constantFrom('\0', '\ufeff', '\u2028', '\x85', '\x0b', '\t', 'é', '😀', '\ud83d', '\ude00'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  );

  it('gives back any text as it came, except for halves of characters, which UTF-8 cannot hold', async () => {
    const row = fc.tuple(
      fc.nat({ max: 2 ** 31 - 1 }),
      fc.nat(),
      fc.boolean(),
      fc.string({ unit, maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const { found } = await packed(rows);
        expect(found).toEqual(
          rows.map(([file, line, isWhole, text]) => [file, line, isWhole, Buffer.from(text).toString()]),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is the same however often it is flushed, and counts its rows', async () => {
    const rows = Array.from({ length: 100 }, (_, n): Row => [n % 3, n, true, `row ${n}\n`]);
    const once = await packed(rows);
    const often = await packed(rows, (n) => n % 7 === 0);
    expect(often.found).toEqual(once.found);
    expect(once.found).toEqual(rows);
    expect(once.pack.size).toBe(100);
  });

  it('holds rows of almost 2 MB', async () => {
    const rows: Row[] = [
      [0, 1, true, 'x'.repeat(1_900_000)],
      [0, 2, true, '\n'.repeat(600_000)],
      [0, 3, true, '€'.repeat(633_333)],
      [0, 4, true, 'short'],
    ];
    expect((await packed(rows)).found.map(([, , , text]) => String(text).length)).toEqual([
      1_900_000, 600_000, 633_333, 5,
    ]);
  });

  it('keeps the beginning of what is not whole', async () => {
    const { found } = await packed([[3, 7, false, 'y'.repeat(5000)]]);
    expect(found).toEqual([[3, 7, false, 'y'.repeat(1000)]]);
  });

  it('is full before it is large, and empty once it is written', async () => {
    const pack = new Pack();
    try {
      while (!pack.isFull) pack.add(0, 1, true, 'x'.repeat(1000));
      expect(pack.size).toBeLessThan(2000);
      await pack.flush();
      expect(pack.isFull).toBe(false);
      expect(statSync(pack.path).size).toBeGreaterThan(1000 * pack.size);
    } finally {
      await pack.remove();
    }
    expect(existsSync(pack.path)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is for this user alone', async () => {
    const pack = new Pack();
    await pack.flush();
    expect(statSync(pack.path).mode & 0o777).toBe(0o600);
    await pack.remove();
    await pack.remove();
  });
});
