import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder, and those above it, where there is none. (Node's own way never ends below /proc.) */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path));
      await mkdir(path).catch((again) => acceptFolder(path, again));
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
