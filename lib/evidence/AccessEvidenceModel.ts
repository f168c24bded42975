import type { Table } from 'apache-arrow';
import { checkNames } from '../als/checkNames.js';
import type { Span } from '../anomaly/span.js';
import { withColumn } from '../anomaly/withColumn.js';
import type { EvidenceState } from './EvidenceState.js';
import type { FitEvidenceOptions } from './fitEvidence.js';
import { historyOf } from './historyOf.js';
import { recalibrate } from './recalibrate.js';
import { rowsOf } from './rowsOf.js';
import { loadEvidence } from './saving/loadEvidence.js';
import { saveEvidence } from './saving/saveEvidence.js';
import { scoreCells } from './scoreCells.js';
import { updateEvidence } from './updateEvidence.js';

let readState: (model: AccessEvidenceModel) => EvidenceState;

export interface TransformOptions {
  /** Adds the four terms that the evidence is the sum of. Default false. */
  parts?: boolean;
  /** How long the time of the table's accesses is, as a share of the time that the fit is of; adds `p_next`. */
  window?: number;
}

export interface UpdateOptions extends FitEvidenceOptions {
  /** The time of the added accesses. */
  span?: Span;
}

/** What `AccessEvidence.fit` has learned: scores accesses by how much speaks for an intruder. */
export class AccessEvidenceModel {
  readonly #state: EvidenceState;

  constructor(state: EvidenceState) {
    this.#state = state;
  }

  /**
   * Loads a model from the folder that `save` wrote. It scores bit for bit as the one that was saved.
   *
   * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
   */
  static async load(directory: string): Promise<AccessEvidenceModel> {
    return new AccessEvidenceModel(await loadEvidence(directory));
  }

  /**
   * Saves the model into a folder: Parquet files and a manifest in JSON. A crash leaves the model that was there before,
   * or none, never half of one.
   *
   * @param directory a new or empty folder, or one of a saved model, which is replaced
   * @throws Error if the folder holds anything else; it is left as it is
   */
  save(directory: string): Promise<void> {
    return saveEvidence(this.#state, directory);
  }

  /**
   * A new model that has also seen these accesses: as a fit on all of them would give. Tenants that aren't in the table are
   * kept as they are; of those whose accesses were all seen before, the similarities are. A calibration by `recalibrate`
   * is kept where nothing was added.
   *
   * @param table columns as for the fit
   * @throws RangeError or TypeError naming the column and the row that can't be used
   */
  async update(table: Table, options: UpdateOptions = {}): Promise<AccessEvidenceModel> {
    checkNames('update options', options, ['span', 'onIteration', 'signal']);
    return new AccessEvidenceModel(await updateEvidence(this.#state, table, options));
  }

  /**
   * A new model whose p-values compare with these accesses instead of those of the fit: the last normal period, which the
   * model has not been trained on. Scores stay as they are. From then on `p_next` takes the period for the window, whatever
   * its length; tenants without accesses in the table keep what they had.
   *
   * @param table columns tenant, user and resource, as for the fit; rows of one access count once
   */
  recalibrate(table: Table): AccessEvidenceModel {
    return new AccessEvidenceModel(recalibrate(this.#state, table));
  }

  /**
   * What the fit has seen of the users of a table (or of its resources): their accesses, with how often each was seen.
   *
   * @param table columns tenant and user (or resource), as for the fit; who isn't known is left out
   * @returns columns tenant, user, resource and likelihood
   */
  historyOf(table: Table, { of = 'users' }: { of?: 'users' | 'resources' } = {}): Table {
    if (of !== 'users' && of !== 'resources') {
      throw new RangeError(`Expected of to be 'users' or 'resources', got ${of}`);
    }
    return historyOf(this.#state, table, of);
  }

  /** The tenants, sorted. */
  get tenants(): readonly string[] {
    return this.#state.counts.users.tenants;
  }

  get numUsers(): number {
    return this.#state.counts.users.size;
  }

  get numResources(): number {
    return this.#state.counts.resources.size;
  }

  /** Distinct accesses that the model was fitted on. */
  get numAccesses(): number {
    return this.#state.counts.likelihood.length;
  }

  /** The time that the accesses of the fit are of, where the fit was told. */
  get span(): Span | null {
    return this.#state.span;
  }

  /**
   * Scores each row. It adds (Float64, finite and never null, whoever is new; columns of these names are replaced):
   *
   * - `evidence`: the weight of evidence, ln of how many times likelier the access is from an intruder than from what was
   *   learned, the account's own history included;
   * - `pair_evidence`: the same without the history: how odd is it that this user has this resource at all;
   * - `p_new`: how often an access that was never seen has as much `pair_evidence`, and is normal;
   * - `p_next`, with `window`: how often any normal access of such a time has as much `evidence`;
   * - `from_user`, `from_resource`, `from_fit`, `from_history`, with `parts`: terms that sum to `evidence`.
   *
   * An access that was trained on is looked at as if it hadn't been, but for its history. A tenant that was never seen gets
   * what new users at new resources get elsewhere, on average over all accesses.
   *
   * @param table columns tenant, user and resource, as named for the fit; others are passed on
   * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
   */
  transform(table: Table, options: TransformOptions = {}): Table {
    checkNames('transform options', options, ['parts', 'window']);
    const { parts = false, window = null } = options;
    if (window !== null && !(Number.isFinite(window) && window > 0)) {
      throw new RangeError(`Expected window to be a positive number, got ${window}`);
    }
    const { cells, cellOf } = rowsOf(table, this.#state.counts, this.#state.params);
    const scored = scoreCells(this.#state, cells, window);
    const columns: [string, Float64Array | null][] = [
      ['evidence', scored.evidence],
      ['pair_evidence', scored.pair],
      ['p_new', scored.pNew],
      ['p_next', scored.pNext],
      ['from_user', parts ? scored.user : null],
      ['from_resource', parts ? scored.resource : null],
      ['from_fit', parts ? scored.fit : null],
      ['from_history', parts ? scored.history : null],
    ];
    let result = table;
    for (const [name, values] of columns) {
      if (values)
        result = withColumn(
          result,
          name,
          Float64Array.from(cellOf, (cell) => values[cell]),
        );
    }
    return result;
  }

  /** A short summary, for notebooks: the kernel shows it where a model is a cell's last expression. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const number = (n: number, what: string, many = `${what}s`) =>
      `${n.toLocaleString('en-US')} ${n === 1 ? what : many}`;
    const parts = [
      number(this.tenants.length, 'tenant'),
      number(this.numUsers, 'user'),
      number(this.numResources, 'resource'),
      number(this.numAccesses, 'access', 'accesses'),
      ...(this.span ? [`${this.span.first.toISOString()} to ${this.span.last.toISOString()}`] : []),
    ];
    const text = `AccessEvidenceModel: ${parts.join(', ')}`;
    return { 'text/html': `<div>${text}</div>`, 'text/plain': text };
  }

  /** What the library's other parts (drift, calibration) read; not for users. */
  static {
    readState = (model) => model.#state;
  }
}

/**
 * Everything a model knows.
 *
 * @param name what the model is, for errors
 */
export function evidenceStateOf(model: AccessEvidenceModel, name: string): EvidenceState {
  if (!(model instanceof AccessEvidenceModel)) {
    throw new TypeError(`Expected ${name} to be an AccessEvidenceModel, got ${model}`);
  }
  return readState(model);
}
