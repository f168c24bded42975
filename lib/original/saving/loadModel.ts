import { join, resolve } from 'node:path';
import type { Entities } from '../../accesses/entities.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { FileRecord } from '../../saving/fileRecord.js';
import { exists, loadFolder } from '../../saving/loadFolder.js';
import { readSaved } from '../../saving/readSaved.js';
import type { History } from '../model/history.js';
import type { ModelState, Training } from '../model/ModelState.js';
import type { Side } from '../model/score.js';
import { readHistoryTable } from './historyTable.js';
import { loadSynapseModel, SYNAPSE_METADATA } from './loadSynapseModel.js';
import { ANOMALY_FORMAT, type Manifest } from './manifest.js';
import { entitiesIn, readSide } from './sideTable.js';

/**
 * Loads a model from a folder that `saveModel`, or SynapseML's `AccessAnomalyModel.save`, wrote.
 *
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export async function loadModel(directory: string): Promise<ModelState> {
  if (await exists(join(directory, SYNAPSE_METADATA))) return loadSynapseModel(resolve(directory));
  return loadFolder(directory, ANOMALY_FORMAT, readModel, [SYNAPSE_METADATA]);
}

async function readModel(directory: string, manifest: Manifest): Promise<ModelState> {
  const { columns, rank, iterations, counts, files } = manifest;
  const width = rank + 2;
  const pathOf = ({ name }: FileRecord) => join(directory, name);
  const users = await loadSide(pathOf(files.users), width, counts.users);
  const resources = await loadSide(pathOf(files.resources), width, counts.resources);
  const { tenants } = users.names;
  if (tenants.length !== counts.tenants) {
    throw new Error(
      `Expected ${counts.tenants} tenants in ${visibleText(pathOf(files.users))}, as its manifest says, got ${tenants.length}`,
    );
  }
  return {
    columns,
    width,
    iterations,
    userNames: users.names,
    resNames: resources.names,
    users: users.side,
    resources: resources.side,
    history:
      files.history &&
      (await loadHistory(pathOf(files.history), counts.history, users.names, resources.names)),
    training: readTraining(manifest),
  };
}

/** The users, or the resources. */
function loadSide(path: string, width: number, rows: number): Promise<{ names: Entities; side: Side }> {
  const numbers = Array.from({ length: width }, (_, k) => `vector[${k + 1}] AS v${k}`).join(', ');
  const layout = {
    columns: { tenant: 'VARCHAR', name: 'VARCHAR', component: 'INTEGER', vector: 'DOUBLE[]' },
    rows,
    select: `tenant, name, component, ${numbers}`,
    never: {
      [`with a vector of other than ${width} numbers`]: `len(vector) <> ${width}`,
      'with a component below 0': 'component < 0',
    },
  };
  return readSaved(path, layout, (table) => {
    const names = entitiesIn([table, 'name']);
    if (names.size !== rows) {
      throw new Error(`Expected ${rows} distinct names in ${visibleText(path)}, got ${names.size}`);
    }
    return { names, side: readSide(names, width, table, table) };
  });
}

function loadHistory(
  path: string,
  rows: number | null,
  users: Entities,
  resources: Entities,
): Promise<History> {
  const columns = { tenant: 'VARCHAR', user: 'VARCHAR', res: 'VARCHAR' };
  return readSaved(path, { columns, rows }, (table) => readHistoryTable(table, users, resources));
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
