import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, where there is none. (Node's own way never ends below /proc.)
 *
 * @param mode of those that are made; who may use them is the system's to say unless it is given
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The root of a drive that isn't there is above itself.
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path), mode);
      await mkdir(path, { mode }).catch((again) => acceptFolder(path, again));
    } else {
      await acceptFolder(path, error);
    }
  }
}

/** @throws the error, unless a folder is there, whoever made it */
async function acceptFolder(path: string, error: unknown): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (!stats?.isDirectory()) throw error;
}
