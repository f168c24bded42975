import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileRecord, type Format, parseManifest, sha256 } from './manifest.js';
import { MANIFEST } from './modelFiles.js';

/**
 * Loads what `saveFolder` saved.
 *
 * @param read reads the files that the manifest names; they are checked before
 * @param otherwise what else a folder of a model may have in the place of a manifest, for errors
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export async function loadFolder<M extends { files: Record<string, FileRecord | null> }, T>(
  directory: string,
  format: Format,
  read: (manifest: M) => Promise<T>,
  otherwise: readonly string[] = [],
): Promise<T> {
  const path = join(directory, MANIFEST);
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    const got = (await exists(directory))
      ? `one without ${[MANIFEST, ...otherwise].join(' or ')}`
      : 'none there';
    throw new Error(`Expected the folder of a saved model at ${directory}, got ${got}`);
  });
  const readAll = async (manifest: M) => {
    for (const record of Object.values(manifest.files)) {
      if (record !== null) await checkFile(directory, record);
    }
    return read(manifest);
  };
  const manifest = parseManifest<M>(format, text, path);
  try {
    return await readAll(manifest);
  } catch (error) {
    // A save may have replaced the model while this read it.
    const now = await readFile(path, 'utf8');
    if (now === text) throw error;
    return readAll(parseManifest<M>(format, now, path));
  }
}

/** @throws Error naming a file that is missing, or not as it was saved */
async function checkFile(directory: string, { name, bytes, sha256: expected }: FileRecord): Promise<void> {
  const path = join(directory, name);
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`Expected the model's file ${path}, got none there`);
  });
  if (content.length !== bytes) {
    throw new Error(`Expected ${path} of ${bytes} bytes, as it was saved, got ${content.length}`);
  }
  if (sha256(content) !== expected) {
    throw new Error(`Expected ${path} as it was saved, got other content: its checksum doesn't match`);
  }
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
