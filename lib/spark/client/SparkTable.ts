import { create } from '@bufbuild/protobuf';
import { RecordBatchReader, Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf } from '../../base/checks/expect.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { type RemoteAccesses, WEIGH } from '../../evidence/score/RemoteAccesses.js';
import type { Asked } from '../../evidence/score/TransformOptions.js';
import type { ModelState } from '../../original/model/ModelState.js';
import {
  FIT,
  FIT_INTO,
  type RemoteFit,
  type RemoteModel,
  type RemoteTable,
  SCORE,
} from '../../original/model/RemoteTable.js';
import { WriteOperation_SaveMode, WriteOperationSchema } from '../proto/commands_pb.js';
import type { Relation } from '../proto/relations_pb.js';
import type { ExecuteOptions } from './execute.js';
import { expectServerPath } from './expectServerPath.js';
import { type MakePlan, type PlanOptions, queryOver } from './relation.js';
import type { Session } from './Session.js';
import { fieldsOf, type SparkField } from './schema.js';

/** What a run on the server can be told. */
export interface SparkRunOptions {
  /** Aborting it interrupts the job on the server. Default: interrupting the notebook's kernel. */
  signal?: AbortSignal;
  /** Told how far the server is, several times a second. */
  onProgress?: ExecuteOptions['onProgress'];
}

/** How what is there already is treated when a table is written. */
export interface SparkWriteOptions extends SparkRunOptions {
  /** Default: 'error': nothing is there yet. */
  mode?: 'error' | 'overwrite' | 'append';
}

/** How models are fitted to a table, and score it. */
export interface SparkModels {
  fit(table: SparkTable, fit: RemoteFit): Promise<ModelState>;
  fitInto(table: SparkTable, fit: RemoteFit, modelPath: string): Promise<RemoteModel<SparkTable>>;
  score(table: SparkTable, state: ModelState): SparkTable;
  weigh(table: SparkTable, state: EvidenceState, asked: Asked): SparkTable;
}

/**
 * A table that Spark has, or would make: nothing is computed before its rows are asked for, each time anew but for the scores of
 * `AccessEvidenceModel.transform`.
 */
export class SparkTable implements RemoteTable, RemoteAccesses {
  /** @internal */
  readonly session: Session;
  readonly #relation: MakePlan;
  readonly #models: SparkModels | undefined;

  /** Not for users: `connectSpark` gives a `Spark`, and that gives tables.
   * @internal */
  constructor(session: Session, relation: MakePlan, models?: SparkModels) {
    this.session = session;
    this.#relation = relation;
    this.#models = models;
  }

  /** Another table of the same connection.
   * @internal */
  derive(relation: MakePlan): SparkTable {
    return new SparkTable(this.session, relation, this.#models);
  }

  /** See `AccessAnomaly.fit`.
   * @internal */
  [FIT](fit: RemoteFit): Promise<ModelState> {
    return this.#expectModels().fit(this, fit);
  }

  /** See `AccessAnomaly.fit`.
   * @internal */
  [FIT_INTO](fit: RemoteFit, modelPath: string): Promise<RemoteModel<this>> {
    return this.#expectModels().fitInto(this, fit, modelPath) as Promise<RemoteModel<this>>;
  }

  /** See `AccessAnomalyModel.transform`.
   * @internal */
  [SCORE](state: ModelState): this {
    return this.#expectModels().score(this, state) as this;
  }

  /** See `AccessEvidenceModel.transform`.
   * @internal */
  [WEIGH](state: EvidenceState, asked: Asked): this {
    return this.#expectModels().weigh(this, state, asked) as this;
  }

  #expectModels(): SparkModels {
    if (this.#models) return this.#models;
    throw new RangeError('Expected a table of connectSpark, got one of inside a fit');
  }

  /** The plan, as Spark Connect sends it.
   * @internal */
  relation(options: PlanOptions = {}): Promise<Relation> {
    return this.#relation(options);
  }

  /** All rows, as an Arrow table in this process. */
  async toTable(options: SparkRunOptions = {}): Promise<Table> {
    checkNames('toTable options', options, RUN_OPTIONS);
    const batches = [];
    for await (const table of this.batches(resolved(options))) batches.push(...table.batches);
    return new Table(batches);
  }

  /** The rows batch by batch, so that none but the one at hand has to be in memory. The first has the columns, at least. */
  async *batches(options: SparkRunOptions = {}): AsyncGenerator<Table> {
    checkNames('batches options', options, RUN_OPTIONS);
    const run = resolved(options);
    const value = await this.#relation(run);
    const doing = 'to read a table';
    for await (const { responseType } of this.session.execute({ case: 'root', value }, { doing, ...run })) {
      if (responseType.case !== 'arrowBatch') continue;
      yield new Table(RecordBatchReader.from(responseType.value.data).readAll());
    }
  }

  /** How many rows there are. */
  async count(options: SparkRunOptions = {}): Promise<number> {
    checkNames('count options', options, RUN_OPTIONS);
    const query = queryOver('SELECT count(*) AS n FROM counted', { counted: this });
    const rows = await new SparkTable(this.session, query).toTable(resolved(options));
    return Number(rows.getChild('n')!.get(0));
  }

  /** The columns: their names and types, in Spark's words. */
  async schema(options: Pick<SparkRunOptions, 'signal'> = {}): Promise<SparkField[]> {
    checkNames('schema options', options, ['signal']);
    const { signal } = resolved(options);
    const root = await this.#relation({ columnsOnly: true, signal });
    const { result } = await this.session.analyze(
      { case: 'schema', value: { plan: { opType: { case: 'root', value: root } } } },
      'to learn the columns of a table',
      { signal },
    );
    return result.case === 'schema' ? fieldsOf(result.value.schema) : [];
  }

  /** Ways to write the table, on the server. */
  get write() {
    return {
      /**
       * Writes Parquet files into a folder.
       *
       * @param path on the server, or in what it has mounted (`s3a://`, `hdfs://`)
       */
      parquet: async (path: string, options: SparkWriteOptions = {}): Promise<void> => {
        checkNames('write options', options, ['mode', ...RUN_OPTIONS]);
        const { mode = 'error', ...run } = resolved(options);
        expectServerPath('path', path);
        expectOneOf('mode', mode, ['error', 'overwrite', 'append']);
        const value = create(WriteOperationSchema, {
          input: await this.#relation(run),
          source: 'parquet',
          saveType: { case: 'path', value: path },
          mode: MODES[mode],
        });
        await this.session.command({ case: 'writeOperation', value }, { doing: `to write ${path}`, ...run });
      },
    };
  }

  /** A short summary, for notebooks. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const text = `A table on Spark (${this.session.connection.address}): ask for its rows by await table.toTable()`;
    return { 'text/html': `<div>${text}</div>`, 'text/plain': text };
  }
}

const RUN_OPTIONS = ['signal', 'onProgress'] as const;

/** The host's signal is asked for once: after an interruption the kernel has another, and one between two requests would be lost. */
function resolved<Options extends { signal?: AbortSignal }>(options: Options): Options {
  return { ...options, signal: options.signal ?? hostSignal() };
}

const MODES = {
  error: WriteOperation_SaveMode.ERROR_IF_EXISTS,
  overwrite: WriteOperation_SaveMode.OVERWRITE,
  append: WriteOperation_SaveMode.APPEND,
};
