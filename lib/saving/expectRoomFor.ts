import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * The folder of a path that is there already: itself, or the nearest above it.
 *
 * @throws the system's error where that is no folder, or can't be written into
 */
export async function expectRoomFor(path: string): Promise<void> {
  const folder = resolve(path);
  const stats = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(folder) === folder) throw error;
    return null;
  });
  if (stats === null) return expectRoomFor(dirname(folder));
  if (!stats.isDirectory()) {
    throw Object.assign(new Error(`ENOTDIR: not a directory, look '${folder}'`), {
      ...{ code: 'ENOTDIR', syscall: 'look', path: folder },
    });
  }
  await access(folder, constants.W_OK | constants.X_OK);
}
