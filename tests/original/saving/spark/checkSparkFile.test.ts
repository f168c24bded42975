import { mkdtempSync, rmSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { AccessAnomalyModel } from '../../../../lib/original/AccessAnomalyModel.js';
import { checkSparkFile } from '../../../../lib/original/saving/spark/checkSparkFile.js';

const own = await vi.hoisted(() => import('node:fs/promises'));
vi.mock('node:fs/promises', async () => ({ ...own, lstat: vi.fn(own.lstat) }));

const model = fileURLToPath(new URL('../../../fixtures/reference/synapseml-model/model/', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spark-file-'));
});
beforeEach(() => {
  vi.mocked(lstat).mockReset().mockImplementation(own.lstat);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('refuses a file where the system does not tell whether it has a .crc', async () => {
  const path = join(folder, 'part.parquet');
  const failure = Object.assign(new Error("EIO: i/o error, lstat 'x'"), { code: 'EIO' });
  vi.mocked(lstat).mockRejectedValue(failure);
  await expect(checkSparkFile(path)).rejects.toThrow(
    `Expected ${path} as it was saved, got: a .crc file beside it that can't be looked at: i/o error (EIO)`,
  );
});

it('looks at each file of a model once', async () => {
  await AccessAnomalyModel.load(model);
  const sides = vi
    .mocked(lstat)
    .mock.calls.map(([path]) => String(path))
    .filter((path) => path.endsWith('.crc'));
  expect(sides).toHaveLength(7);
  expect(new Set(sides).size).toBe(7);
});
