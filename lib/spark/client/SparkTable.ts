import { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf } from '../../base/checks/expect.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { counted } from '../../base/text/counted.js';
import { describe } from '../../base/text/describe.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { type RemoteAccesses, WEIGH } from '../../evidence/score/RemoteAccesses.js';
import type { AskedScores } from '../../evidence/score/TransformOptions.js';
import type { ModelState } from '../../original/model/ModelState.js';
import {
  FIT,
  FIT_INTO,
  type RemoteFit,
  type RemoteModel,
  type RemoteTable,
  SCORE,
} from '../../original/model/RemoteTable.js';
import { WriteOperation_SaveMode } from '../generated/commands_pb.js';
import type { Relation } from '../generated/relations_pb.js';
import { batchReader } from './batchReader.js';
import type { SparkRunOptions } from './execute.js';
import { expectServerPath } from './expectServerPath.js';
import { type MakePlan, type PlanOptions, queryOver } from './relation.js';
import type { Session } from './Session.js';
import { fieldsOf, type SparkField } from './schema.js';
import { unreliable } from './unreliable.js';

export interface SparkWriteOptions extends SparkRunOptions {
  /** What to do if the path has files already. Default: 'error'. */
  mode?: 'error' | 'overwrite' | 'append';
}

/** How models are fitted to a table, and score it. */
export interface SparkModels {
  fit(table: SparkTable, fit: RemoteFit): Promise<ModelState>;
  fitInto(table: SparkTable, fit: RemoteFit, modelPath: string): Promise<RemoteModel<SparkTable>>;
  score(table: SparkTable, state: ModelState): SparkTable;
  weigh(table: SparkTable, state: EvidenceState, asked: AskedScores): SparkTable;
}

/**
 * A table on Spark. Its rows are computed each time they are needed, except for the scores of
 * `AccessEvidenceModel.transform`, which are kept.
 */
export class SparkTable implements RemoteTable, RemoteAccesses {
  /** @internal */
  readonly session: Session;
  readonly #relation: MakePlan;
  readonly #models: SparkModels | undefined;

  /** @internal For users, `Spark` makes tables. */
  constructor(session: Session, relation: MakePlan, models?: SparkModels) {
    this.session = session;
    this.#relation = relation;
    this.#models = models;
  }

  /** @internal Another table of the same connection. */
  derive(relation: MakePlan): SparkTable {
    return new SparkTable(this.session, relation, this.#models);
  }

  /** @internal See `AccessAnomaly.fit`. */
  [FIT](fit: RemoteFit): Promise<ModelState> {
    return this.#expectModels().fit(this, fit);
  }

  /** @internal See `AccessAnomaly.fit`. */
  [FIT_INTO](fit: RemoteFit, modelPath: string): Promise<RemoteModel<this>> {
    return this.#expectModels().fitInto(this, fit, modelPath) as Promise<RemoteModel<this>>;
  }

  /** @internal See `AccessAnomalyModel.transform`. */
  [SCORE](state: ModelState): this {
    return this.#expectModels().score(this, state) as this;
  }

  /** @internal See `AccessEvidenceModel.transform`. */
  [WEIGH](state: EvidenceState, asked: AskedScores): this {
    return this.#expectModels().weigh(this, state, asked) as this;
  }

  #expectModels(): SparkModels {
    if (this.#models) return this.#models;
    throw new RangeError("Expected a table that a Spark connection gave, got a fit's intermediate table");
  }

  /** @internal The plan, as Spark Connect sends it. */
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

  /** The rows in batches: only one has to be in memory. A table without rows gives an empty one. */
  async *batches(options: SparkRunOptions = {}): AsyncGenerator<Table> {
    checkNames('batches options', options, RUN_OPTIONS);
    const run = resolved(options);
    const value = await this.#relation(run);
    const doing = 'to read a table';
    const reader = batchReader();
    for await (const answer of this.session.execute({ case: 'root', value }, { doing, ...run })) {
      const table = this.session.checked(doing, () => reader.read(answer));
      if (table !== null) yield table;
    }
    this.session.checked(doing, reader.end);
  }

  /** How many rows there are. */
  async count(options: SparkRunOptions = {}): Promise<number> {
    checkNames('count options', options, RUN_OPTIONS);
    const query = queryOver('SELECT count(*) AS n FROM counted', { counted: this });
    const rows = await new SparkTable(this.session, query).toTable(resolved(options));
    const doing = 'to count the rows of a table';
    return this.session.checked(doing, () => {
      const n: unknown = rows.getChild('n')?.get(0);
      if (rows.numRows === 1 && typeof n === 'bigint' && n >= 0n) return Number(n);
      throw unreliable(
        'a row with the number of rows, n',
        `${counted(rows.numRows, 'row')} with ${describe(n)}`,
      );
    });
  }

  /** The columns: their names and types, in Spark's words. */
  async schema(options: Pick<SparkRunOptions, 'signal'> = {}): Promise<SparkField[]> {
    checkNames('schema options', options, ['signal']);
    const { signal } = resolved(options);
    const value = await this.#relation({ columnsOnly: true, signal });
    const doing = 'to learn the columns of a table';
    const { result } = await this.session.analyze(
      { case: 'schema', value: { plan: { opType: { case: 'root', value } } } },
      doing,
      { signal },
    );
    return this.session.checked(doing, () => {
      const schema = result.case === 'schema' ? result.value.schema : undefined;
      if (schema?.kind.case === 'struct') return fieldsOf(schema);
      throw unreliable(
        'the columns of a table',
        result.case === 'schema' ? 'none' : (result.case ?? 'nothing'),
      );
    });
  }

  /** Ways to write the table, on the server. */
  get write() {
    return {
      /**
       * Writes Parquet files into a folder.
       *
       * @param path a path on the server, or in its storage (`s3a://`, `hdfs://`)
       */
      parquet: async (path: string, options: SparkWriteOptions = {}): Promise<void> => {
        checkNames('write options', options, ['mode', ...RUN_OPTIONS]);
        const { mode = 'error', ...run } = resolved(options);
        expectServerPath('path', path);
        expectOneOf('mode', mode, ['error', 'overwrite', 'append']);
        const value = {
          input: await this.#relation(run),
          source: 'parquet',
          saveType: { case: 'path' as const, value: path },
          mode: MODES[mode],
        };
        await this.session.command(
          { case: 'writeOperation', value },
          { doing: `to write ${visibleText(path)}`, ...run },
        );
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

/** Reads the host's signal once: after an interruption, later requests of the run would get a new one. */
function resolved<Options extends { signal?: AbortSignal }>(options: Options): Options {
  return { ...options, signal: options.signal ?? hostSignal() };
}

const MODES = {
  error: WriteOperation_SaveMode.ERROR_IF_EXISTS,
  overwrite: WriteOperation_SaveMode.OVERWRITE,
  append: WriteOperation_SaveMode.APPEND,
};
