import type { Span } from '../../base/checks/span.js';
import { counted } from '../../base/text/counted.js';
import { describe } from '../../base/text/describe.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { ModelColumns } from '../../original/model/ModelState.js';
import type { RemoteModel } from '../../original/model/RemoteTable.js';
import { SparkTable } from '../client/SparkTable.js';
import { MODEL_VERSION } from '../fit/fitIntoFolder.js';
import { scoreQuery } from './scoreQuery.js';

/**
 * A model of `AccessAnomaly` that stays on Spark, as a folder of Parquet (`fit` with `modelPath`). It scores
 * tables there, however many users and resources it has. Only models in this process can be saved, folded
 * into or explained.
 */
export class SparkAnomalyModel implements RemoteModel<SparkTable> {
  /** The folder on the server. */
  readonly path: string;
  /** Columns tenant, name, id, component, vector (rank + 2 numbers); see `AccessAnomalyModel.userVector`. */
  readonly users: SparkTable;
  readonly resources: SparkTable;
  readonly rank: number;
  readonly iterations: number;
  readonly numUsers: number;
  readonly numResources: number;
  readonly span: Span | null;
  readonly #columns: ModelColumns;

  /** @internal For users, `Spark.read.anomalyModel` makes one. */
  constructor(fields: Omit<SparkAnomalyModel, 'transform'> & { columns: ModelColumns }) {
    this.path = fields.path;
    this.users = fields.users;
    this.resources = fields.resources;
    this.rank = fields.rank;
    this.iterations = fields.iterations;
    this.numUsers = fields.numUsers;
    this.numResources = fields.numResources;
    this.span = fields.span;
    this.#columns = fields.columns;
  }

  /** Adds the anomaly score of each row, like `AccessAnomalyModel.transform`. */
  transform(table: SparkTable): SparkTable {
    if (!(table instanceof SparkTable)) {
      throw new TypeError(`Expected a table on Spark, where this model is, got ${describe(table)}`);
    }
    const { users, resources } = this;
    const tables = async () => ({ users, resources, history: null });
    return scoreQuery(table, this.#columns, this.rank + 2, tables);
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
    const text = `SparkAnomalyModel: ${parts.join(', ')}; stays on Spark, in ${visibleText(path)}`;
    return { 'text/html': `<div>${escapeHtml(text)}</div>`, 'text/plain': text };
  }
}

/**
 * The model of a folder.
 *
 * @param read a Parquet folder as a table
 */
export async function loadAnomalyModel(
  path: string,
  read: (path: string) => SparkTable,
): Promise<SparkAnomalyModel> {
  const folder = path.replace(/\/$/, '');
  const [row] = await read(`${folder}/model`)
    .toTable()
    .catch((cause: unknown) => {
      if (!/PATH_NOT_FOUND|UNABLE_TO_INFER_SCHEMA/.test(String(cause))) throw cause;
      const expected = `Expected a model that a fit kept in ${visibleText(path)} (modelPath), got none there, or part of one`;
      throw new RangeError(expected, { cause });
    });
  if (!(row.version <= MODEL_VERSION)) {
    throw new Error(
      `Expected a model of version ${MODEL_VERSION} or older in ${visibleText(path)}, got ${describe(row.version)}`,
    );
  }
  const users = read(`${folder}/users`);
  const resources = read(`${folder}/resources`);
  const { tenantCol, userCol, resCol, outputCol, first, last } = row;
  const hasSpan = first !== null && last !== null;
  return new SparkAnomalyModel({
    path,
    columns: { tenantCol, userCol, resCol, outputCol },
    users,
    resources,
    numUsers: await users.count(),
    numResources: await resources.count(),
    rank: Number(row.rankParam),
    iterations: Number(row.maxIter),
    span: hasSpan ? { first: new Date(Number(first)), last: new Date(Number(last)) } : null,
  });
}
