import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectSpark } from '../../../lib/spark/connectSpark.js';
import type { Spark } from '../../../lib/spark/Spark.js';
import { toTable } from '../../../lib/tables/toTable.js';
import './provided.js';

const { url, folder } = inject('spark');
let spark: Spark;

beforeAll(async () => {
  spark = await connectSpark(url);
});
afterAll(() => spark.close());

const rowsOf = async (table: ReturnType<Spark['sql']>) =>
  (await table.toTable()).toArray().map((row) => row.toJSON());

describe('a table on Spark', () => {
  it('is a query with values and tables beside it, nothing pasted', async () => {
    const names = spark.upload(toTable({ user: ["o'hara", 'bob', 'ann'], n: [1, 2, 3] }));
    const table = spark.sql('SELECT user, n * 2 AS twice FROM names WHERE user <> :not ORDER BY n', {
      names,
      not: 'bob',
    });
    expect(await rowsOf(table)).toEqual([
      { user: "o'hara", twice: 2 },
      { user: 'ann', twice: 6 },
    ]);
    expect(await table.count()).toBe(2);
    expect(await table.schema()).toEqual([
      { name: 'user', type: 'string', nullable: true },
      { name: 'twice', type: 'int', nullable: true },
    ]);
  });

  it('goes up in one piece or in several, and comes back as it was', async () => {
    const size = 700_000;
    const big = toTable({
      id: Int32Array.from({ length: size }, (_, n) => n),
      name: Array.from({ length: size }, (_, n) => `name ${n % 1000} é🙂`),
    });
    const uploaded = spark.upload(big);
    expect(await uploaded.count()).toBe(size);
    const [row] = await rowsOf(
      spark.sql('SELECT sum(id) AS sum, count(DISTINCT name) AS names FROM t', { t: uploaded }),
    );
    expect(row).toEqual({ sum: BigInt((size * (size - 1)) / 2), names: 1000n });
    const back = await uploaded.toTable();
    expect(back.numRows).toBe(size);
    expect(new Set(back.getChild('name')!)).toEqual(new Set(big.getChild('name')!));
  });

  it('is written as Parquet, and read again, and not over something', async () => {
    const file = path.join(folder, 'written');
    const table = spark.sql('SELECT id, id % 3 AS kind FROM range(1000)');
    await table.write.parquet(file);
    expect(existsSync(path.join(file, '_SUCCESS'))).toBe(true);
    expect(await spark.read.parquet(file).count()).toBe(1000);
    await expect(table.write.parquet(file)).rejects.toThrow(/already exists/);
    await table.write.parquet(file, { mode: 'overwrite' });
    await spark.sql(`CREATE OR REPLACE TEMP VIEW kinds AS SELECT * FROM range(5)`).toTable();
    expect(await spark.table('kinds').count()).toBe(5);
  });
});
