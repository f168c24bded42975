import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { saveOf } from './modelFiles.js';

/** An hour: no save pauses longer between two writes. */
const ABANDONED_MS = 60 * 60 * 1000;

/**
 * The files that a crash left behind. A save of many hours writes one file after the other, so its newest
 * file decides for all of them.
 */
export async function abandonedOf(directory: string, names: readonly string[]): Promise<Set<string>> {
  const ages = await Promise.all(names.map((name) => ageOf(join(directory, name))));
  const youngest = new Map<string | null, number>();
  names.forEach((name, n) => {
    const save = saveOf(name);
    youngest.set(save, Math.min(ages[n], youngest.get(save) ?? ages[n]));
  });
  return new Set(names.filter((name) => youngest.get(saveOf(name))! > ABANDONED_MS));
}

/** How long ago a file was written; 0 if it is gone. */
async function ageOf(path: string): Promise<number> {
  const stats = await stat(path).catch(() => null);
  return stats === null ? 0 : Date.now() - stats.mtimeMs;
}
