import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a file, or replaces it, completely or not at all: it is written as a draft in the same folder, which
 * takes its place at the end.
 *
 * @param write writes the whole draft; if it fails, nothing changes
 */
export async function replaceFile(path: string, write: (draft: string) => Promise<unknown>): Promise<void> {
  const draft = join(dirname(path), `.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await write(draft);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}
