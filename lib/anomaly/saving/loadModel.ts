import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { readParquet } from '../../data/files/readParquet.js';
import type { Entities } from '../entities.js';
import type { ModelState, Training } from '../ModelState.js';
import { readHistory } from './historyTable.js';
import { loadSynapseModel, SYNAPSE_METADATA } from './loadSynapseModel.js';
import { type FileRecord, type Manifest, parseManifest, sha256 } from './manifest.js';
import { MANIFEST } from './modelFiles.js';
import { entitiesOf, readSide } from './sideTable.js';

/**
 * Loads a model from a folder that `saveModel`, or SynapseML's `AccessAnomalyModel.save`, wrote.
 *
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export async function loadModel(directory: string): Promise<ModelState> {
  if (await exists(join(directory, SYNAPSE_METADATA))) return loadSynapseModel(directory);
  const path = join(directory, MANIFEST);
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    const got = (await exists(directory)) ? `one without ${MANIFEST} or ${SYNAPSE_METADATA}` : 'none there';
    throw new Error(`Expected the folder of a saved model at ${directory}, got ${got}`);
  });
  const manifest = parseManifest(text, path);
  try {
    return await readModel(directory, manifest);
  } catch (error) {
    // A save may have replaced the model while this read it.
    const now = await readFile(path, 'utf8');
    if (now === text) throw error;
    return readModel(directory, parseManifest(now, path));
  }
}

async function readModel(directory: string, manifest: Manifest): Promise<ModelState> {
  const { columns, rank, iterations, counts, files } = manifest;
  for (const record of Object.values(files)) if (record !== null) await checkFile(directory, record);
  const width = rank + 2;
  const users = await readNames(directory, files.users, width);
  const resources = await readNames(directory, files.resources, width);
  const userNames = expectCount(files.users, entitiesOf([users, 'name']), counts.users);
  const resNames = expectCount(files.resources, entitiesOf([resources, 'name']), counts.resources);
  return {
    columns,
    width,
    iterations,
    userNames,
    resNames,
    users: readSide(userNames, width, users, users),
    resources: readSide(resNames, width, resources, resources),
    history:
      files.history &&
      readHistory(
        await readParquet([join(directory, files.history.name)], 'tenant, "user", res'),
        userNames,
        resNames,
      ),
    training: readTraining(manifest),
  };
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

function readNames(directory: string, { name }: FileRecord, width: number): Promise<Table> {
  const numbers = Array.from({ length: width }, (_, k) => `vector[${k + 1}] AS v${k}`).join(', ');
  return readParquet([join(directory, name)], `tenant, name, component, ${numbers}`);
}

function expectCount({ name }: FileRecord, entities: Entities, count: number): Entities {
  if (entities.size === count) return entities;
  throw new Error(`Expected ${count} distinct names in ${name}, as its manifest says, got ${entities.size}`);
}

function readTraining({ training }: Manifest): Training | null {
  if (training === null) return null;
  const { params, likelihoods, span } = training;
  return {
    params,
    likelihoods: new Map(likelihoods.map(({ tenant, min, max }) => [tenant, { min, max }])),
    span: span && { first: new Date(span.first), last: new Date(span.last) },
  };
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
