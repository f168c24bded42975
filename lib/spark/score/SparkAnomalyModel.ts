import type { Span } from '../../base/checks/span.js';
import { counted } from '../../base/text/counted.js';
import { describe } from '../../base/text/describe.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import type { ModelColumns } from '../../original/model/ModelState.js';
import type { RemoteModel } from '../../original/model/RemoteTable.js';
import { SparkTable } from '../client/SparkTable.js';
import { MODEL_VERSION } from '../fit/fitIntoFolder.js';
import { scoreQuery } from './scoreQuery.js';

interface Parts {
  path: string;
  users: SparkTable;
  resources: SparkTable;
}

interface About {
  columns: ModelColumns;
  rank: number;
  iterations: number;
  numUsers: number;
  numResources: number;
  span: Span | null;
}

/**
 * A model of `AccessAnomaly` that stays on Spark, as a folder of Parquet (`fit` with `modelPath`): it scores tables there, however
 * many users and resources it has. Saving, folding in and explaining are for models that are here.
 */
export class SparkAnomalyModel implements RemoteModel<SparkTable> {
  /** The folder on the server. */
  readonly path: string;
  /** Columns tenant, name, id, component and vector (rank + 2 numbers); see `AccessAnomalyModel.userVector`. */
  readonly users: SparkTable;
  readonly resources: SparkTable;
  readonly rank: number;
  readonly iterations: number;
  readonly numUsers: number;
  readonly numResources: number;
  readonly span: Span | null;
  readonly #columns: ModelColumns;

  /** Not for users: see `Spark.read.anomalyModel`.
   * @internal */
  constructor({ path, users, resources }: Parts, { columns, rank, iterations, ...about }: About) {
    this.path = path;
    this.users = users;
    this.resources = resources;
    this.rank = rank;
    this.iterations = iterations;
    this.numUsers = about.numUsers;
    this.numResources = about.numResources;
    this.span = about.span;
    this.#columns = columns;
  }

  /** Adds the anomaly score of each row, as `AccessAnomalyModel.transform`. */
  transform(table: SparkTable): SparkTable {
    if (!(table instanceof SparkTable)) {
      throw new TypeError(`Expected a table on Spark, where this model is, got ${describe(table)}`);
    }
    const { users, resources, rank } = this;
    return scoreQuery(table, { columns: this.#columns, width: rank + 2, users, resources, history: null });
  }

  /** A short summary, for notebooks. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const { numUsers, numResources, rank, iterations, path } = this;
    const parts = [
      counted(numUsers, 'user'),
      counted(numResources, 'resource'),
      `rank ${rank}`,
      counted(iterations, 'iteration'),
    ];
    const text = `SparkAnomalyModel: ${parts.join(', ')}; stays on Spark, in ${path}`;
    return { 'text/html': `<div>${escapeHtml(text)}</div>`, 'text/plain': text };
  }
}

/**
 * The model of a folder.
 *
 * @param read a Parquet folder as a table
 * @throws RangeError where there is none; Error where it is of a newer form; SparkError
 */
export async function loadAnomalyModel(
  path: string,
  read: (path: string) => SparkTable,
): Promise<SparkAnomalyModel> {
  const folder = path.replace(/\/$/, '');
  const [row] = await read(`${folder}/model`)
    .toTable()
    .catch((error: unknown) => {
      if (!/PATH_NOT_FOUND|UNABLE_TO_INFER_SCHEMA/.test(String(error))) throw error;
      throw new RangeError(
        `Expected a model that a fit kept in ${path} (modelPath), got none there, or part of one`,
        {
          cause: error,
        },
      );
    });
  if (!(row.version <= MODEL_VERSION)) {
    throw new Error(`Expected a model of version ${MODEL_VERSION} or older in ${path}, got ${row.version}`);
  }
  const users = read(`${folder}/users`);
  const resources = read(`${folder}/resources`);
  const { tenantCol, userCol, resCol, outputCol, first, last } = row;
  return new SparkAnomalyModel(
    { path, users, resources },
    {
      columns: { tenantCol, userCol, resCol, outputCol },
      rank: Number(row.rankParam),
      iterations: Number(row.maxIter),
      numUsers: await users.count(),
      numResources: await resources.count(),
      span:
        first === null || last === null
          ? null
          : { first: new Date(Number(first)), last: new Date(Number(last)) },
    },
  );
}
