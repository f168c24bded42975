import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, if it doesn't exist. (Node's own function never ends below /proc.)
 *
 * @param mode the mode of new folders. Default: the system's
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The root of a missing drive is its own parent.
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path), mode);
      await mkdir(path, { mode }).catch((again) => acceptFolder(path, again));
    } else {
      await acceptFolder(path, error);
    }
  }
}

/** @throws the error, unless the folder exists, whoever made it */
async function acceptFolder(path: string, error: unknown): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (!stats?.isDirectory()) throw error;
}
