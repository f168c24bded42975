import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Something found in a folder: a path and, if it can't be read, why. */
export interface Found {
  path: string;
  fault?: string;
}

/** All files in a folder and below, by path; an unreadable folder is listed itself. */
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

/** The entries of a folder; if it can't be read, none, and why. */
export async function entriesOf(folder: string): Promise<{ entries: Dirent[]; fault?: string }> {
  try {
    return { entries: await readdir(folder, { withFileTypes: true }) };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { entries: [], fault: `a folder that can't be read (${code})` };
  }
}
