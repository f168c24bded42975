import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parquetColumns } from '../../lib/sql/readParquet.js';
import { writeParquet } from '../../lib/sql/writeParquet.js';
import { toTable } from '../../lib/tables/toTable.js';

const folder = mkdtempSync(join(tmpdir(), 'rewritten-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a file is read as it is, though another of its size was there at the time that it has', async () => {
  const file = join(folder, 'a.parquet');
  const longAgo = new Date(Date.now() - 3_600_000);
  await writeParquet(file, toTable({ aaaa: Array.from({ length: 50_000 }, (_, n) => n / 7) }), '*');
  const content = readFileSync(file, 'latin1');
  for (const name of ['aaaa', 'bbbb', 'cccc']) {
    writeFileSync(file, content.replaceAll('aaaa', name), 'latin1');
    utimesSync(file, longAgo, longAgo);
    expect([...(await parquetColumns([file])).keys()]).toEqual([name]);
  }
});
