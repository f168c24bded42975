import type { Float64, Table, Vector } from 'apache-arrow';
import { accessesOf } from '../accesses/Accesses.js';
import type { Entities } from '../accesses/entities.js';
import { checkNames } from '../base/checks/checkNames.js';
import type { Span } from '../base/checks/span.js';
import { counted } from '../base/text/counted.js';
import { describe } from '../base/text/describe.js';
import { findColumn } from '../tables/findColumn.js';
import { checkTable } from '../tables/isTable.js';
import { withColumn } from '../tables/withColumn.js';
import { type FoldInOptions, foldIn } from './fold/foldIn.js';
import type { ModelState } from './model/ModelState.js';
import { isRemote, type RemoteTable, SCORE } from './model/RemoteTable.js';
import { type Side, scorePairs } from './model/score.js';
import { loadModel } from './saving/loadModel.js';
import { saveModel } from './saving/saveModel.js';

let readState: (model: AccessAnomalyModel) => ModelState;

/** What `AccessAnomaly.fit` has learned. It scores accesses by how little they fit. */
export class AccessAnomalyModel {
  readonly #state: ModelState;

  constructor(state: ModelState) {
    this.#state = state;
  }

  /**
   * Loads a model from the folder that `save`, or SynapseML's own `AccessAnomalyModel.save`, wrote. Its
   * scores equal those of the saved model to the bit.
   *
   * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
   *
   * @example
   * await model.save('models/january');
   * const same = await AccessAnomalyModel.load('models/january');
   */
  static async load(directory: string): Promise<AccessAnomalyModel> {
    return new AccessAnomalyModel(await loadModel(directory));
  }

  /**
   * Saves the model into a folder: Parquet files and a manifest in JSON. A crash leaves the previous model or
   * none, never half of one.
   *
   * @param directory a new or empty folder, or the folder of a saved model, which is replaced
   * @throws Error if the folder holds anything else; it is left as it is
   */
  save(directory: string): Promise<void> {
    return saveModel(this.#state, directory);
  }

  /**
   * A new model that also knows the users and resources of these accesses, without a fit: each newcomer's
   * vector is the best one given the known vectors (Hu, Koren, Volinsky 2008, equation 4), which stay, as
   * does the scale of the scores. A newcomer stays unknown if no chain of these accesses leads to a known
   * user or resource. These accesses count as normal: only fold in what you trust.
   *
   * @param table columns as for the fit; if the column is named `likelihood` and missing, every row counts 1
   * @throws RangeError or TypeError naming the column and the row that can't be used; RangeError if the model
   *   was saved by SynapseML, which doesn't keep the parameters of its fit
   *
   * @example
   * const tomorrow = await model.foldIn(today);
   * const scored = tomorrow.transform(today); // newcomers among them
   */
  async foldIn(table: Table, options: FoldInOptions = {}): Promise<AccessAnomalyModel> {
    checkNames('foldIn options', options, ['signal', 'sampleComplement']);
    return new AccessAnomalyModel(await foldIn(this.#state, table, options));
  }

  /** Iterations that the fit ran; null for a model saved by SynapseML, which doesn't store them. */
  get iterations(): number | null {
    return this.#state.iterations;
  }

  /** Users with a vector. */
  get numUsers(): number {
    return count(this.#state.users.known);
  }

  /** Resources with a vector. */
  get numResources(): number {
    return count(this.#state.resources.known);
  }

  /** The tenants, sorted. */
  get tenants(): readonly string[] {
    return this.#state.userNames.tenants;
  }

  /** The time of the fit's accesses, if the fit was told. */
  get span(): Span | null {
    return this.#state.training?.span ?? null;
  }

  /** Number of latent factors. */
  get rank(): number {
    return this.#state.width - 2;
  }

  /**
   * A user's vector of rank + 2 numbers, whose dot product with a resource's is the score; null if unknown.
   */
  userVector(tenant: string | number, user: string | number): Float64Array | null {
    return this.#vector(this.#state.userNames, this.#state.users, tenant, user);
  }

  /** A resource's vector of rank + 2 numbers; null if unknown. */
  resVector(tenant: string | number, res: string | number): Float64Array | null {
    return this.#vector(this.#state.resNames, this.#state.resources, tenant, res);
  }

  /**
   * Scores each row: its columns, and `outputCol` (Float64; it replaces a column of that name). The scores of
   * a tenant's training accesses (in the explicit form together with its complement set) have mean 0 and
   * deviation 1. The higher a score, the less an access fits. Null: the user or the resource wasn't in the
   * training data, or not in the history if one was given. Infinity: no chain of accesses connects the two.
   * 0: the access is in the history.
   *
   * @param table columns tenant, user and resource, as named for the fit; other columns are kept
   * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
   */
  transform(table: Table): Table;
  transform<Remote extends RemoteTable>(table: Remote): Remote;
  transform(table: Table | RemoteTable): Table | RemoteTable {
    if (isRemote(table)) return table[SCORE](this.#state);
    const { columns, userNames, resNames, users, resources, width, history } = this.#state;
    checkTable(table);
    const accesses = accessesOf(table, columns);
    const scores = scorePairs(
      accesses.users.idsOfRows(userNames),
      accesses.resources.idsOfRows(resNames),
      users,
      resources,
      width,
      history,
    );
    return withColumn(table, columns.outputCol, scores);
  }

  /**
   * Only the score of each row. Models and baselines both rank by such a function of a table.
   *
   * @throws RangeError or TypeError as `transform`
   */
  score(table: Table): Vector<Float64> {
    return findColumn(this.transform(table), this.#state.columns.outputCol);
  }

  /** A short summary for notebooks, which the kernel shows if a model is a cell's last expression. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const parts = [
      counted(this.tenants.length, 'tenant'),
      counted(this.numUsers, 'user'),
      counted(this.numResources, 'resource'),
      `rank ${this.rank}`,
      ...(this.iterations === null ? [] : [counted(this.iterations, 'iteration')]),
      ...(this.span ? [`${this.span.first.toISOString()} to ${this.span.last.toISOString()}`] : []),
    ];
    const text = `AccessAnomalyModel: ${parts.join(', ')}`;
    return { 'text/html': `<div>${text}</div>`, 'text/plain': text };
  }

  #vector(names: Entities, side: Side, tenant: string | number, name: string | number): Float64Array | null {
    const id = names.find(String(tenant), String(name));
    const { width } = this.#state;
    return id >= 0 && side.known[id] ? side.vectors.slice(id * width, (id + 1) * width) : null;
  }

  /** Read by other parts of the library (a warm start, drift), not by users. */
  static {
    readState = (model) => model.#state;
  }
}

/**
 * Everything a model knows.
 *
 * @param name the model's name in errors
 */
export function stateOf(model: AccessAnomalyModel, name: string): ModelState {
  if (!(model instanceof AccessAnomalyModel)) {
    throw new TypeError(`Expected ${name} to be an AccessAnomalyModel, got ${describe(model)}`);
  }
  return readState(model);
}

function count(known: Uint8Array): number {
  return known.reduce((sum, is) => sum + is, 0);
}
