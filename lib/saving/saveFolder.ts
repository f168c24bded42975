import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileRecord, type Format, formatOf, manifestText, sha256 } from './manifest.js';
import { isOurs, MANIFEST } from './modelFiles.js';
import { writeWhole } from './writeWhole.js';

/** Writes a file of a kind, such as `users`, and says what the manifest is to say of it. */
export type WriteFile = (kind: string, save: (path: string) => Promise<void>) => Promise<FileRecord>;

/**
 * Saves a model into a folder: files, and a manifest that names them with their checksums. The files are written first,
 * under new names; then the manifest, beside the old one, is renamed onto it; only then what the old one named is removed.
 * So there is a whole model at any moment, the old one or the new.
 *
 * @param writeFiles writes the files, and returns the manifest
 * @throws Error if the folder holds anything else than a model of this format; it is left as it is
 */
export async function saveFolder(
  directory: string,
  format: Format,
  writeFiles: (write: WriteFile) => Promise<object>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const before = await lookAt(directory, format);
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
    await writeWhole(join(directory, draft), manifestText(format, manifest));
    // The names of the files must last before the manifest that names them.
    await syncFolder(directory);
    await rename(join(directory, draft), join(directory, MANIFEST));
  } catch (error) {
    await remove(directory, written);
    throw error;
  }
  await syncFolder(directory);
  await remove(directory, await outdated(directory, before));
}

/** What a folder held before. */
interface Before {
  names: string[];
  /** The manifest's text; empty where there was none. */
  manifest: string;
}

/** Looks at a folder that is empty or holds a model saved here; refuses others. Hidden files are none of its business. */
async function lookAt(directory: string, format: Format): Promise<Before> {
  const names = (await readdir(directory)).filter((name) => !name.startsWith('.'));
  const foreign = names.find((name) => !isOurs(name));
  if (foreign !== undefined) {
    throw new Error(
      `Expected a new or empty folder or one of a saved model, got ${directory}, which holds ${JSON.stringify(foreign)}`,
    );
  }
  const manifest = names.includes(MANIFEST) ? await readFile(join(directory, MANIFEST), 'utf8') : '';
  const other = formatOf(manifest);
  if (manifest !== '' && other !== format.name) {
    throw new Error(
      `Expected a new or empty folder or one of format ${JSON.stringify(format.name)}, got ${directory} of ${other === null ? 'none that can be read' : `format ${JSON.stringify(other)}`}`,
    );
  }
  return { names, manifest };
}

/** What the manifest says of a file, once it is on the disk to stay. */
async function recordOf(directory: string, name: string): Promise<FileRecord> {
  const file = await open(join(directory, name), 'r+');
  try {
    await file.sync();
    const content = await file.readFile();
    return { name, bytes: content.length, sha256: sha256(content) };
  } finally {
    await file.close();
  }
}

/** Makes new names last. Not every system can sync a folder; those that can't lose nothing but time. */
async function syncFolder(directory: string): Promise<void> {
  const folder = await open(directory, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/** Half a day: no save takes longer, so an older file that no manifest names is what a crash left behind. */
const ABANDONED_MS = 12 * 60 * 60 * 1000;

/** Of the files that were here: those of the model that is replaced, and abandoned ones; not those of a save under way. */
async function outdated(directory: string, { names, manifest }: Before): Promise<string[]> {
  const files = names.filter((name) => name !== MANIFEST);
  const ages = await Promise.all(files.map((name) => ageOf(join(directory, name))));
  return files.filter((name, n) => manifest.includes(name) || ages[n] > ABANDONED_MS);
}

async function ageOf(path: string): Promise<number> {
  const stats = await stat(path).catch(() => null);
  return stats === null ? 0 : Date.now() - stats.mtimeMs;
}

async function remove(directory: string, names: string[]): Promise<void> {
  await Promise.all(names.map((name) => rm(join(directory, name), { force: true })));
}
