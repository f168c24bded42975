import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the tests of a file, gone after them. */
export function logFolder(prefix: string) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  afterAll(() => rmSync(folder, { recursive: true }));
  let numFolders = 0;
  const newFolder = () => {
    const own = join(folder, String(numFolders++));
    mkdirSync(own);
    return own;
  };
  return {
    folder,
    newFolder,
    /** Writes a file into a folder of its own. */
    write(name: string, content: string | Uint8Array): string {
      const file = join(newFolder(), name);
      writeFileSync(file, content);
      return file;
    },
  };
}
