import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../jupyter/start.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform !== 'linux')('npm start into a folder that cannot be written', () => {
  it.each<[string, (path: string) => string, string]>([
    ['a file', (path) => path, 'file already exists (EEXIST)'],
    ['below a file', (path) => join(path, 'a', 'b'), 'not a directory (ENOTDIR)'],
    // Nobody makes a folder there, the superuser included.
    ['where no folder can be', () => '/proc/a/b', 'no such file or directory (ENOENT)'],
    ['of a name that is too long', (path) => `${path}${'x'.repeat(300)}`, 'name too long (ENAMETOOLONG)'],
  ])('says where, what is wrong, and what to do, before anything is set up: %s', async (name, of, got) => {
    const file = join(folder, name);
    writeFileSync(file, '');
    const path = of(file);
    const { code, stdout, stderr } = await start('--output', path);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `\nExpected a folder that can be written at ${path}, got ${got}: make it writable, or choose another by --output\n`,
    );
  });

  it.skipIf(process.getuid?.() === 0)('says so of one that is read only', async () => {
    const path = join(folder, 'read only');
    mkdirSync(path, { mode: 0o555 });
    const { code, stderr } = await start('--output', path);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `Expected a folder that can be written at ${path}, got permission denied (EACCES)`,
    );
    expect(readdirSync(path)).toEqual([]);
  });
});
