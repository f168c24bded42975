import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeParquet } from '../../data/files/writeParquet.js';
import type { Entities } from '../entities.js';
import type { ModelState } from '../ModelState.js';
import type { Side } from '../score.js';
import { historyTable } from './historyTable.js';
import { type FileRecord, type Manifest, manifestText, sha256 } from './manifest.js';
import { isOurs, MANIFEST } from './modelFiles.js';
import { sideTable } from './sideTable.js';

/**
 * Saves a model into a folder: Parquet files of users, resources and history, and a manifest that names them with their
 * checksums. The files are written first, under new names; then the manifest, beside the old one, is renamed onto it;
 * only then what the old one named is removed. So there is a whole model at any moment, the old one or the new.
 *
 * @throws Error if the folder holds anything else than a model saved here; it is left as it is
 */
export async function saveModel(state: ModelState, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const before = await lookAt(directory);
  const id = randomUUID().slice(0, 8);
  const written: string[] = [];
  const write = async (kind: string, save: (path: string) => Promise<void>): Promise<FileRecord> => {
    const name = `${kind}-${id}.parquet`;
    written.push(name);
    await save(join(directory, name));
    return recordOf(directory, name);
  };
  try {
    const { userNames, resNames, users, resources, history, width } = state;
    const files = {
      users: await write('users', (path) => writeSide(path, userNames, users, width)),
      resources: await write('resources', (path) => writeSide(path, resNames, resources, width)),
      history:
        history &&
        (await write('history', (path) =>
          writeParquet(path, historyTable(history, userNames, resNames), 'tenant, "user", res'),
        )),
    };
    const draft = `${MANIFEST}-${id}`;
    written.push(draft);
    await writeWhole(join(directory, draft), manifestText(manifestOf(state, files)));
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
async function lookAt(directory: string): Promise<Before> {
  const names = (await readdir(directory)).filter((name) => !name.startsWith('.'));
  const foreign = names.find((name) => !isOurs(name));
  if (foreign !== undefined) {
    throw new Error(
      `Expected a new or empty folder or one of a saved model, got ${directory}, which holds ${JSON.stringify(foreign)}`,
    );
  }
  const manifest = names.includes(MANIFEST) ? await readFile(join(directory, MANIFEST), 'utf8') : '';
  return { names, manifest };
}

function writeSide(path: string, names: Entities, side: Side, width: number): Promise<void> {
  const numbers = Array.from({ length: width }, (_, k) => `v${k}`).join(', ');
  return writeParquet(
    path,
    sideTable(names, side, width),
    `tenant, name, component, CASE WHEN v0 IS NOT NULL THEN [${numbers}] END AS vector`,
  );
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

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
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

function manifestOf(state: ModelState, files: Manifest['files']): Manifest {
  const { training, history } = state;
  return {
    columns: state.columns,
    rank: state.width - 2,
    iterations: state.iterations,
    training: training && {
      params: training.params,
      likelihoods: Array.from(training.likelihoods, ([tenant, range]) => ({ tenant, ...range })),
      span: training.span && {
        first: training.span.first.toISOString(),
        last: training.span.last.toISOString(),
      },
    },
    counts: {
      tenants: state.userNames.tenants.length,
      users: state.userNames.size,
      resources: state.resNames.size,
      history: history?.res.length ?? null,
    },
    files,
  };
}
