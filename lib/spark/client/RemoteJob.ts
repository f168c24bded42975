import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Table } from 'apache-arrow';
import { counted } from '../../base/text/counted.js';
import type { MlCommand, MlCommandResult, MlCommandSchema } from '../generated/ml_pb.js';
import type { SparkRunOptions } from './execute.js';
import type { SparkScalar } from './literal.js';
import { queryOver, relationOf } from './relation.js';
import type { Session } from './Session.js';
import { SparkError } from './SparkError.js';
import { SparkTable } from './SparkTable.js';
import { unreliable } from './unreliable.js';
import { uploadTable } from './uploadTable.js';

/** A job of several runs. What it creates on the server is removed at the end. */
export class RemoteJob {
  readonly session: Session;
  readonly run: SparkRunOptions;
  /** What was created, and how to remove it. */
  readonly #removals: Map<object, () => Promise<unknown>>;

  constructor(
    session: Session,
    run: SparkRunOptions = {},
    removals = new Map<object, () => Promise<unknown>>(),
  ) {
    this.session = session;
    this.run = run;
    this.#removals = removals;
  }

  /** A part of this job with its own run options. */
  part(run: SparkRunOptions): RemoteJob {
    return new RemoteJob(this.session, run, this.#removals);
  }

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

  /** The rows of a query; there must be few. */
  rows(text: string, tables: Readonly<Record<string, SparkTable>>): Promise<Table> {
    return this.query(text, tables).toTable(this.run);
  }

  /** The one row of a query. */
  async row(text: string, tables: Readonly<Record<string, SparkTable>>): Promise<Record<string, unknown>> {
    const rows = await this.rows(text, tables);
    if (rows.numRows !== 1) throw unreliable('one row', counted(rows.numRows, 'row'));
    return rows.get(0)!.toJSON();
  }

  batches(table: SparkTable): AsyncGenerator<Table> {
    return table.batches(this.run);
  }

  /**
   * The same table, computed once, as a checkpoint: it outlives its executors, and plans over it are short.
   * Otherwise a plan would repeat all earlier steps, and double with each step until the server's memory is
   * full.
   */
  async keep(table: SparkTable): Promise<SparkTable> {
    const relation = await table.relation(this.run);
    const answers = await this.session.command(
      { case: 'checkpointCommand', value: { relation, local: false, eager: true } },
      { doing: 'to keep a table', ...this.run },
    );
    const results = answers.filter((answer) => answer.case === 'checkpointCommandResult');
    const value = results[0]?.value.relation;
    if (value === undefined || results.length > 1) {
      const { address } = this.session.connection;
      throw new SparkError(`Expected one checkpoint of ${address}, got ${results.length || 'none'}`);
    }
    const kept = new SparkTable(this.session, async () =>
      relationOf({ case: 'cachedRemoteRelation', value }),
    );
    this.#removals.set(kept, () =>
      this.session.command(
        { case: 'removeCachedRemoteRelationCommand', value: { relation: value } },
        { doing: 'to let go of a table' },
      ),
    );
    return kept;
  }

  /** A command of Spark's machine learning. */
  async ml(
    command: Exclude<MessageInitShape<typeof MlCommandSchema>, MlCommand>['command'],
    doing: string,
    run: SparkRunOptions = this.run,
  ): Promise<MlCommandResult['resultType']> {
    const answers = await this.session.command({ case: 'mlCommand', value: { command } }, { doing, ...run });
    const results = answers.filter((answer) => answer.case === 'mlCommandResult');
    if (results.length > 1) throw unreliable('one result of a command', `${results.length}`);
    return results[0]?.value.resultType ?? { case: undefined };
  }

  /** Removes kept tables that are no longer needed. */
  async drop(...tables: readonly SparkTable[]): Promise<void> {
    for (const table of tables) {
      await this.#removals.get(table)?.();
      this.#removals.delete(table);
    }
  }

  /** Removes something at the end of the job. */
  removeLater(removal: () => Promise<unknown>): void {
    this.#removals.set(removal, removal);
  }

  /**
   * Removes everything that was created. If the server is gone, it has forgotten it, and is only asked once.
   */
  async clear(): Promise<void> {
    const removals = [...this.#removals.values()];
    this.#removals.clear();
    if (removals.length === 0) return;
    const isThere = await this.session.settings(['spark.app.id']).then(
      () => true,
      () => false,
    );
    if (isThere) await Promise.allSettled(removals.map((remove) => remove()));
  }
}
