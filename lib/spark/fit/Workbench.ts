import { create } from '@bufbuild/protobuf';
import type { Table } from 'apache-arrow';
import type { SparkProgress } from '../client/execute.js';
import type { SparkScalar } from '../client/literal.js';
import { queryRelation, relationOf } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import { SparkTable } from '../client/SparkTable.js';
import type { ExecutePlanResponse } from '../proto/base_pb.js';
import {
  CheckpointCommandSchema,
  type Command,
  CommandSchema,
  RemoveCachedRemoteRelationCommandSchema,
} from '../proto/commands_pb.js';
import type { MlCommandResult } from '../proto/ml_pb.js';
import { type MlCommand, MlCommandSchema } from '../proto/ml_pb.js';

/** What a fit makes on the server, and takes away again when it is over. */
export class Workbench {
  readonly session: Session;
  readonly signal: AbortSignal | undefined;
  readonly #onProgress: ((progress: SparkProgress) => void) | undefined;
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(session: Session, signal?: AbortSignal, onProgress?: (progress: SparkProgress) => void) {
    this.session = session;
    this.signal = signal;
    this.#onProgress = onProgress;
  }

  /** A query over tables, by their names. */
  query(
    text: string,
    tables: Readonly<Record<string, SparkTable>>,
    values: Readonly<Record<string, SparkScalar>> = {},
  ): SparkTable {
    return new SparkTable(this.session, async () => {
      const relations = await Promise.all(
        Object.entries(tables).map(async ([name, table]) => [name, await table.relation()] as const),
      );
      return queryRelation(text, Object.fromEntries(relations), values);
    });
  }

  /** The rows of a table, which have to be few. */
  rows(table: SparkTable): Promise<Table> {
    return table.toTable({ signal: this.signal, onProgress: this.#onProgress });
  }

  batches(table: SparkTable): AsyncGenerator<Table> {
    return table.batches({ signal: this.signal, onProgress: this.#onProgress });
  }

  /**
   * The same table, computed once, as a checkpoint: it outlives its executors, and plans that go on from it are short. Plans that
   * hold all that they were made of double with each step, until the server's memory is full.
   */
  async keep(table: SparkTable): Promise<SparkTable> {
    const relation = await table.relation();
    const checkpoint = { relation, local: false, eager: true };
    const kept = await this.#command({
      case: 'checkpointCommand',
      value: create(CheckpointCommandSchema, checkpoint),
    });
    if (kept?.case !== 'checkpointCommandResult' || kept.value.relation === undefined) {
      throw new Error(
        `Expected a checkpoint of ${this.session.connection.address}, got ${kept?.case ?? 'nothing'}`,
      );
    }
    const value = kept.value.relation;
    this.#undo.push(() =>
      this.#command({
        case: 'removeCachedRemoteRelationCommand',
        value: create(RemoveCachedRemoteRelationCommandSchema, { relation: value }),
      }),
    );
    return new SparkTable(this.session, async () => relationOf({ case: 'cachedRemoteRelation', value }));
  }

  /** @returns the last answer that isn't rows */
  async #command(commandType: Command['commandType']) {
    const value = create(CommandSchema, { commandType });
    const options = { doing: 'to keep a table', signal: this.signal, onProgress: this.#onProgress };
    let last: ExecutePlanResponse['responseType'] | undefined;
    for await (const { responseType } of this.session.execute({ case: 'command', value }, options)) {
      if (responseType.case === 'checkpointCommandResult') last = responseType;
    }
    return last;
  }

  /** A command of Spark's machine learning. */
  async ml(command: MlCommand['command'], doing: string): Promise<MlCommandResult | undefined> {
    const value = create(CommandSchema, {
      commandType: { case: 'mlCommand', value: create(MlCommandSchema, { command }) },
    });
    const options = { doing, signal: this.signal, onProgress: this.#onProgress };
    let result: MlCommandResult | undefined;
    for await (const { responseType } of this.session.execute({ case: 'command', value }, options)) {
      if (responseType.case === 'mlCommandResult') result = responseType.value;
    }
    return result;
  }

  /** Has something undone when the work is over. */
  later(undo: () => Promise<unknown>): void {
    this.#undo.push(undo);
  }

  /** Takes away what was made; a server that is gone has nothing of it any more. */
  async clear(): Promise<void> {
    for (const undo of this.#undo.reverse()) await undo().catch(() => {});
    this.#undo.length = 0;
  }
}
