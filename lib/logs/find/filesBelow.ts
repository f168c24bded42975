import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Something found in a folder: a path, and why it can't be read where that is known. */
export interface Found {
  path: string;
  fault?: string;
}

/** All files in a folder and below, by path; a folder that can't be read stands for itself. */
export async function filesBelow(folder: string): Promise<Found[]> {
  const found: Found[] = [];
  const visit = async (path: string) => {
    const { entries, fault } = await entriesOf(path);
    if (fault !== undefined) found.push({ path, fault });
    for (const entry of entries) {
      const below = join(path, entry.name);
      if (entry.isDirectory()) await visit(below);
      else found.push({ path: below });
    }
  };
  await visit(folder);
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** What a folder holds; nothing, and why, where it can't be read. */
export async function entriesOf(folder: string): Promise<{ entries: Dirent[]; fault?: string }> {
  try {
    return { entries: await readdir(folder, { withFileTypes: true }) };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { entries: [], fault: `a folder that can't be read (${code})` };
  }
}
