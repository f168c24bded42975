import { create } from '@bufbuild/protobuf';
import type { Table } from 'apache-arrow';
import type { SparkProgress } from '../client/execute.js';
import type { SparkScalar } from '../client/literal.js';
import { queryOver, relationOf } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import { SparkTable } from '../client/SparkTable.js';
import { uploadTable } from '../client/uploadTable.js';
import { CheckpointCommandSchema, RemoveCachedRemoteRelationCommandSchema } from '../proto/commands_pb.js';
import { type MlCommand, type MlCommandResult, MlCommandSchema } from '../proto/ml_pb.js';

/** What all work of a fit is told. */
export interface RunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: SparkProgress) => void;
}

/** What a fit makes on the server, and takes away again when it is over. */
export class Workbench {
  readonly session: Session;
  readonly run: RunOptions;
  /** What was made, and how it is taken away. */
  readonly #undo: Map<object, () => Promise<unknown>>;

  constructor(session: Session, run: RunOptions = {}, undo = new Map<object, () => Promise<unknown>>()) {
    this.session = session;
    this.run = run;
    this.#undo = undo;
  }

  /** One for work beside this one's, whose things are taken away with this one's. */
  beside(run: RunOptions): Workbench {
    return new Workbench(this.session, run, this.#undo);
  }

  /** A table of this process. */
  async upload(table: Table): Promise<SparkTable> {
    const relation = await uploadTable(this.session, table, this.run.signal);
    return new SparkTable(this.session, async () => relation);
  }

  /** A query over tables, by their names. */
  query(
    text: string,
    tables: Readonly<Record<string, SparkTable>>,
    values: Readonly<Record<string, SparkScalar>> = {},
  ): SparkTable {
    return new SparkTable(this.session, queryOver(text, tables, values));
  }

  /** The rows of a table, which have to be few. */
  rows(table: SparkTable): Promise<Table> {
    return table.toTable(this.run);
  }

  batches(table: SparkTable): AsyncGenerator<Table> {
    return table.batches(this.run);
  }

  /**
   * The same table, computed once, as a checkpoint: it outlives its executors, and plans that go on from it are short. Plans that
   * hold all that they were made of double with each step, until the server's memory is full.
   */
  async keep(table: SparkTable): Promise<SparkTable> {
    const relation = await table.relation(this.run);
    const answers = await this.session.command(
      {
        case: 'checkpointCommand',
        value: create(CheckpointCommandSchema, { relation, local: false, eager: true }),
      },
      { doing: 'to keep a table', ...this.run },
    );
    const value = answers.flatMap((answer) =>
      answer.case === 'checkpointCommandResult' ? (answer.value.relation ?? []) : [],
    )[0];
    if (value === undefined) {
      throw new Error(`Expected a checkpoint of ${this.session.connection.address}, got none`);
    }
    const kept = new SparkTable(this.session, async () =>
      relationOf({ case: 'cachedRemoteRelation', value }),
    );
    this.#undo.set(kept, () =>
      this.session.command(
        {
          case: 'removeCachedRemoteRelationCommand',
          value: create(RemoveCachedRemoteRelationCommandSchema, { relation: value }),
        },
        { doing: 'to let go of a table' },
      ),
    );
    return kept;
  }

  /** A command of Spark's machine learning. */
  async ml(
    command: MlCommand['command'],
    doing: string,
    run: RunOptions = this.run,
  ): Promise<MlCommandResult['resultType']> {
    const answers = await this.session.command(
      { case: 'mlCommand', value: create(MlCommandSchema, { command }) },
      { doing, ...run },
    );
    const results = answers.flatMap((answer) =>
      answer.case === 'mlCommandResult' ? answer.value.resultType : [],
    );
    return results[0] ?? { case: undefined };
  }

  /** Takes tables away that were kept and are no longer needed. */
  async drop(...tables: readonly SparkTable[]): Promise<void> {
    for (const table of tables) {
      await this.#undo.get(table)?.();
      this.#undo.delete(table);
    }
  }

  /** Has something undone when the work is over. */
  later(undo: () => Promise<unknown>): void {
    this.#undo.set(undo, undo);
  }

  /** Takes away what was made. A server that is gone has nothing of it any more, and isn't asked again and again. */
  async clear(): Promise<void> {
    const undos = [...this.#undo.values()];
    this.#undo.clear();
    if (undos.length === 0) return;
    const isThere = await this.session.settings(['spark.app.id']).then(
      () => true,
      () => false,
    );
    if (isThere) await Promise.allSettled(undos.map((undo) => undo()));
  }
}
