import type { Entities } from '../../accesses/entities.js';
import { saveFolder } from '../../saving/saveFolder.js';
import { writeParquet } from '../../sql/writeParquet.js';
import type { ModelState } from '../model/ModelState.js';
import type { Side } from '../model/score.js';
import { historyTable } from './historyTable.js';
import { ANOMALY_FORMAT, type Manifest } from './manifest.js';
import { sideTable } from './sideTable.js';

/** Saves a model into a folder: users, resources and history, and a manifest; see `saveFolder`. */
export function saveModel(state: ModelState, directory: string): Promise<void> {
  const { userNames, resNames, users, resources, history, width } = state;
  return saveFolder(directory, ANOMALY_FORMAT, async (write) =>
    manifestOf(state, {
      users: await write('users', (path) => writeSide(path, userNames, users, width)),
      resources: await write('resources', (path) => writeSide(path, resNames, resources, width)),
      history:
        history &&
        (await write('history', (path) =>
          writeParquet(path, historyTable(history, userNames, resNames), 'tenant, "user", res'),
        )),
    }),
  );
}

function writeSide(path: string, names: Entities, side: Side, width: number): Promise<void> {
  const numbers = Array.from({ length: width }, (_, k) => `v${k}`).join(', ');
  return writeParquet(
    path,
    sideTable(names, side, width),
    `tenant, name, component, CASE WHEN v0 IS NOT NULL THEN [${numbers}] END AS vector`,
  );
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
