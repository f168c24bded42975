import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { readParquet } from '../../data/files/readParquet.js';
import { exists, loadFolder } from '../../saving/loadFolder.js';
import type { FileRecord } from '../../saving/manifest.js';
import type { Entities } from '../entities.js';
import type { ModelState, Training } from '../ModelState.js';
import { readHistory } from './historyTable.js';
import { loadSynapseModel, SYNAPSE_METADATA } from './loadSynapseModel.js';
import { FORMAT, type Manifest } from './manifest.js';
import { entitiesOf, readSide } from './sideTable.js';

/**
 * Loads a model from a folder that `saveModel`, or SynapseML's `AccessAnomalyModel.save`, wrote.
 *
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export async function loadModel(directory: string): Promise<ModelState> {
  if (await exists(join(directory, SYNAPSE_METADATA))) return loadSynapseModel(directory);
  return loadFolder(directory, FORMAT, (manifest: Manifest) => readModel(directory, manifest), [
    SYNAPSE_METADATA,
  ]);
}

async function readModel(directory: string, manifest: Manifest): Promise<ModelState> {
  const { columns, rank, iterations, counts, files } = manifest;
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
