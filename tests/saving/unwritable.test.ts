import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemWords } from '../../lib/saving/systemWords.js';
import { KINDS } from './kinds.js';

const REMEDY = 'make it writable, with room on its disk, or choose another';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unwritable-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform !== 'linux').each(KINDS)(
  '$name, where no folder can be',
  ({ name, fit }) => {
    it('says where, what is wrong, and what to do', async () => {
      const [model] = await fit();
      const file = join(folder, `${name}.txt`);
      writeFileSync(file, 'a file');
      const long = join(folder, 'x'.repeat(300));
      for (const [path, got] of [
        [file, 'file already exists (EEXIST)'],
        [join(file, 'model'), 'not a directory (ENOTDIR)'],
        [long, 'name too long (ENAMETOOLONG)'],
        // No system lets anybody make a folder there, its superuser included.
        ['/proc/model', 'no such file or directory (ENOENT)'],
      ]) {
        await expect(model.save(path)).rejects.toThrow(
          `Expected a folder to save a model in at ${path}, got ${got}: ${REMEDY}`,
        );
      }
    });
  },
);

describe('systemWords', () => {
  it('leaves the call and the path out', () => {
    const error = Object.assign(new Error("EROFS: read-only file system, mkdir '/x, y'"), { code: 'EROFS' });
    expect(systemWords(error)).toBe('read-only file system (EROFS)');
    expect(systemWords(new Error('IO Error: Cannot open file\nmore'))).toBe('IO Error: Cannot open file');
    expect(systemWords('text')).toBe('text');
  });
});
