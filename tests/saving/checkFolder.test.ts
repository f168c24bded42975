import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkFolder } from '../../lib/saving/checkFolder.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-folder-'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('takes folders that are there, or can be made, and makes none', async () => {
  for (const path of [folder, join(folder, 'a', 'b')]) await checkFolder(path);
  expect(existsSync(join(folder, 'a'))).toBe(false);
});

it.each(['file', 'file/model'])('refuses what is below a file: %s', async (name) => {
  await expect(checkFolder(join(folder, name))).rejects.toThrow(
    /^Expected a folder to save a model in at .*, got not a directory \(ENOTDIR\): make it writable/,
  );
});

// The superuser may write everywhere.
it.runIf(process.getuid && process.getuid() !== 0)('refuses a folder that it may not write', async () => {
  const locked = join(folder, 'locked');
  mkdirSync(locked, { mode: 0o500 });
  await expect(checkFolder(join(locked, 'today'))).rejects.toThrow('permission denied (EACCES)');
});

it('refuses an empty name', async () => {
  await expect(checkFolder('')).rejects.toThrow('Expected the folder to be a text, got ""');
});
