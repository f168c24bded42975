import { randomUUID } from 'node:crypto';
import { open, readdir, rename, rm, utimes } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { expectText } from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import { visibleText } from '../base/text/visibleText.js';
import { abandonedOf } from './abandonedOf.js';
import { cannotSave } from './cannotSave.js';
import type { FileRecord } from './fileRecord.js';
import { makeFolder } from './makeFolder.js';
import { type Format, formatOf, manifestText, readManifest } from './manifest.js';
import { isOurs, MANIFEST } from './modelFiles.js';
import { checksumOf } from './regularFile.js';
import { writeWhole } from './writeWhole.js';

/** Writes a file of a kind, such as `users`, and returns its record for the manifest. */
type WriteFile = (kind: string, save: (path: string) => Promise<void>) => Promise<FileRecord>;

/**
 * Saves a model into a folder: files, and a manifest that names them with their checksums. The files are
 * written first, under new names; then the new manifest is renamed onto the old one; then the old files are
 * removed. So at any moment there is a complete model, the old one or the new one.
 *
 * @param writeFiles writes the files, and returns the manifest
 * @throws Error if the folder can't be written, or holds anything but a model of this format, if a load would
 *   refuse the manifest, or if a file is gone before the manifest names it; the folder stays as it was
 */
export async function saveFolder<M extends object>(
  folder: string,
  format: Format<M>,
  writeFiles: (write: WriteFile) => Promise<M>,
): Promise<void> {
  expectText('the folder', folder);
  const directory = resolve(folder);
  expectReadable(directory);
  const before = await make(directory, format);
  const id = randomUUID().slice(0, 8);
  const written: string[] = [];
  try {
    const manifest = await writeFiles(async (kind, save) => {
      const name = `${kind}-${id}.parquet`;
      written.push(name);
      await save(join(directory, name));
      return recordOf(directory, name);
    });
    const draft = `${MANIFEST}-${id}`;
    written.push(draft);
    const path = join(directory, MANIFEST);
    await writeWhole(join(directory, draft), manifestText(format, manifest, path));
    // The names of the files must be on disk before the manifest that names them.
    await syncFolder(directory);
    await touch(directory, written);
    await rename(join(directory, draft), path);
  } catch (error) {
    await removeFiles(directory, written);
    throw cannotSave(directory, error);
  }
  await syncFolder(directory);
  await removeFiles(directory, await outdated(directory, before));
}

/** DuckDB takes `[`, `*` and `?` literally only in paths without a backslash, unless it separates folders. */
function expectReadable(directory: string): void {
  if (sep === '/' && directory.includes('\\') && /[[*?]/.test(directory)) {
    throw new RangeError(
      `Expected a folder without a backslash beside [, * or ? in its path, got ${visibleText(directory)}`,
    );
  }
}

/** The former content of a folder. */
interface Before {
  names: string[];
  /** The manifest's text; empty where there was none. */
  manifest: string;
}

/** Makes a folder if there is none, and returns what it held. */
async function make(directory: string, format: { name: string }): Promise<Before> {
  try {
    await makeFolder(directory);
    return await lookAt(directory, format);
  } catch (error) {
    throw cannotSave(directory, error);
  }
}

/**
 * Looks at a folder, which has to be empty (apart from hidden files) or hold a model of this format; refuses
 * others.
 */
async function lookAt(directory: string, format: { name: string }): Promise<Before> {
  const names = (await readdir(directory)).filter((name) => !name.startsWith('.'));
  const foreign = names.find((name) => !isOurs(name));
  if (foreign !== undefined) {
    throw new Error(
      `Expected a new or empty folder or one of a saved model, got ${visibleText(directory)}, which holds ${describe(foreign)}`,
    );
  }
  const manifest = names.includes(MANIFEST) ? await readManifest(join(directory, MANIFEST)) : '';
  const other = formatOf(manifest);
  if (manifest !== '' && other !== format.name) {
    const got = other === null ? 'none that can be read' : `format ${describe(other)}`;
    throw new Error(
      `Expected a new or empty folder or one of format "${format.name}", got ${visibleText(directory)} of ${got}`,
    );
  }
  return { names, manifest };
}

/** The record of a file for the manifest, once it is safely on disk. */
async function recordOf(directory: string, name: string): Promise<FileRecord> {
  const file = await open(join(directory, name), 'r+');
  try {
    await file.sync();
    const { size } = await file.stat();
    return { name, bytes: size, sha256: await checksumOf(file) };
  } finally {
    await file.close();
  }
}

/** Writes new names to disk. Not every system can sync a folder; the others do it a little later. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/**
 * Renews the files' times just before the manifest names them. If another save removed one as abandoned (for
 * example because this process slept), it is noticed here; after this, none counts as abandoned.
 */
async function touch(directory: string, names: readonly string[]): Promise<void> {
  const now = new Date();
  for (const name of names) {
    await utimes(join(directory, name), now, now).catch((error) => {
      // Some network folders don't accept times; there a file is as old as its last write.
      if (error.code !== 'ENOENT') return;
      throw new Error(
        `Expected ${visibleText(join(directory, name))} to stay while it is saved, got it removed: save again`,
      );
    });
  }
}

/** The files of the model that is replaced, and abandoned ones, but not those of a save under way. */
async function outdated(directory: string, { names, manifest }: Before): Promise<string[]> {
  // Another save may have come after this one.
  const current = await readManifest(join(directory, MANIFEST)).catch(() => null);
  if (current === null) return [];
  const files = names.filter((name) => name !== MANIFEST && !current.includes(name));
  const abandoned = await abandonedOf(directory, files);
  return files.filter((name) => manifest.includes(name) || abandoned.has(name));
}

async function removeFiles(directory: string, names: string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(join(directory, name), { force: true })));
}
