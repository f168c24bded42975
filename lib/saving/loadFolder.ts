import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { visibleText } from '../base/text/visibleText.js';
import type { FileRecord } from './fileRecord.js';
import { type Format, parseManifest, readManifest } from './manifest.js';
import { MANIFEST } from './modelFiles.js';
import { checksumOf, expectRegular, withRegularFile } from './regularFile.js';
import { systemWords } from './systemWords.js';

/** A manifest that names files. */
interface Manifested {
  files: Record<string, FileRecord | null>;
}

/**
 * Loads what `saveFolder` saved, even while others save: a failed load is repeated whenever there is a new
 * manifest.
 *
 * @param read reads the files that the manifest names, once they are checked, from the folder's absolute path
 * @param otherwise what a model's folder may have instead of a manifest, for errors
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export async function loadFolder<M extends Manifested, T>(
  directory: string,
  format: Format<M>,
  read: (directory: string, manifest: M) => Promise<T>,
  otherwise: readonly string[] = [],
): Promise<T> {
  const folder = resolve(directory);
  const path = join(folder, MANIFEST);
  for (let text = await readText(folder, path, otherwise); ; ) {
    try {
      const manifest = parseManifest(format, text, path);
      await checkFiles(folder, manifest);
      return await read(folder, manifest);
    } catch (error) {
      // Another save only removes the files that this was reading once its own manifest is there.
      const now = await readText(folder, path, otherwise);
      if (now === text) throw error;
      text = now;
    }
  }
}

async function readText(folder: string, path: string, otherwise: readonly string[]): Promise<string> {
  try {
    return await readManifest(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new Error(
        `Expected ${visibleText(path)} to be readable, got ${visibleText(systemWords(error))}`,
        {
          cause: error,
        },
      );
    }
    if (code === undefined) throw error;
    const got = (await exists(folder))
      ? `one without ${[MANIFEST, ...otherwise].join(' or ')}`
      : 'none there';
    throw new Error(`Expected the folder of a saved model at ${visibleText(folder)}, got ${got}`, {
      cause: error,
    });
  }
}

/** All sizes are checked before any content, so that obvious damage is reported at once. */
async function checkFiles(folder: string, { files }: Manifested): Promise<void> {
  const records = Object.values(files).filter((record) => record !== null);
  for (const { name, bytes } of records) {
    const path = join(folder, name);
    const got = await expectRegular(path).catch((error) => refuseMissing(path, error));
    if (got !== bytes)
      throw new Error(`Expected ${visibleText(path)} of ${bytes} bytes, as it was saved, got ${got}`);
  }
  for (const { name, sha256 } of records) {
    const path = join(folder, name);
    const got = await withRegularFile(path, checksumOf).catch((error) => refuseMissing(path, error));
    if (got !== sha256) {
      throw new Error(
        `Expected ${visibleText(path)} as it was saved, got other content: its checksum doesn't match`,
      );
    }
  }
}

function refuseMissing(path: string, error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT') throw error;
  throw new Error(`Expected the model's file ${visibleText(path)}, got none there`);
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
