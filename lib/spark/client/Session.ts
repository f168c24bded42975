import { randomUUID } from 'node:crypto';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { shownList } from '../../base/text/shownList.js';
import {
  type AnalyzePlanRequestSchema,
  type ExecutePlanResponse,
  InterruptRequest_InterruptType,
  type Plan,
  PlanSchema,
} from '../generated/base_pb.js';
import type { Command, CommandSchema } from '../generated/commands_pb.js';
import { Channel } from './Channel.js';
import type { Connection } from './connectionString.js';
import { sparkError } from './errors.js';
import { type ExecuteOptions, type Executor, execute, type Identity } from './execute.js';
import { releaseAtExit } from './releaseAtExit.js';
import { SparkError } from './SparkError.js';
import { secretsOf } from './secretsOf.js';
import { type OfSession, sessionCheck } from './sessionCheck.js';

/** A relation whose rows are wanted, or a command. */
type Operation = Exclude<MessageInitShape<typeof PlanSchema>, Plan>['opType'];
type CommandType = Exclude<MessageInitShape<typeof CommandSchema>, Command>['commandType'];

/** A plain request has to be answered in this time. */
export const ANSWER_MS = 8000;
/** So has a request about a plan, which may have to list thousands of files. */
const PLAN_MS = 60_000;

/** A session of a Spark Connect server: it sends requests, and knows nothing of their meaning. */
export class Session implements Executor {
  /** It leaves out the token, since an object that holds a session may be printed. */
  readonly connection: Pick<Connection, 'address' | 'userId'>;
  readonly id = randomUUID();
  readonly channel: Channel;
  /** Throws SparkError if an answer belongs to another session. */
  readonly expectOwn: (answer: OfSession) => void;
  readonly #clientType: string;
  readonly #secrets: readonly string[];
  #isClosed = false;
  readonly #cancelRelease: () => void;

  constructor(connection: Connection) {
    const { address, userId, clientType } = connection;
    this.connection = { address, userId };
    this.expectOwn = sessionCheck(this.id, address);
    this.#clientType = clientType;
    this.#secrets = secretsOf(connection);
    this.channel = new Channel(connection);
    this.#cancelRelease = releaseAtExit({ connection, identity: this.identity });
  }

  get identity(): Identity {
    return {
      sessionId: this.id,
      userContext: { userId: this.connection.userId, userName: this.connection.userId },
      clientType: this.#clientType,
    };
  }

  /**
   * The answers to a plan, until it is complete, over as many streams as necessary. Without a signal, an
   * interruption of the notebook's kernel stops it.
   */
  execute(opType: Operation, options: ExecuteOptions): AsyncGenerator<ExecutePlanResponse> {
    this.#expectOpen();
    const { signal = hostSignal(), ...rest } = options;
    return execute(this, create(PlanSchema, { opType }), { signal, ...rest });
  }

  /**
   * Executes a command.
   *
   * @returns its answers that aren't rows
   */
  async command(
    commandType: CommandType,
    options: ExecuteOptions,
  ): Promise<ExecutePlanResponse['responseType'][]> {
    const answers: ExecutePlanResponse['responseType'][] = [];
    for await (const { responseType } of this.execute({ case: 'command', value: { commandType } }, options)) {
      if (responseType.case !== 'arrowBatch') answers.push(responseType);
    }
    return answers;
  }

  analyze(
    analyze: MessageInitShape<typeof AnalyzePlanRequestSchema>['analyze'],
    doing: string,
    { signal, milliseconds = PLAN_MS }: { signal?: AbortSignal; milliseconds?: number } = {},
  ) {
    const request = { ...this.identity, analyze };
    return this.ask(doing, signal, () => this.channel.unary('analyzePlan', request, milliseconds, signal));
  }

  /** The server's settings with these names, null for one that isn't set. */
  async settings<Name extends string>(
    names: readonly Name[],
    signal?: AbortSignal,
  ): Promise<Record<Name, string | null>> {
    const opType = { case: 'getOption' as const, value: { keys: [...names] } };
    const request = { ...this.identity, operation: { opType } };
    const { pairs } = await this.ask('to read its settings', signal, () =>
      this.channel.unary('config', request, ANSWER_MS, signal),
    );
    const values = new Map(pairs.map(({ key, value = null }) => [key, value]));
    const missing = names.find((name) => !values.has(name));
    if (missing !== undefined || values.size !== names.length || pairs.length !== names.length) {
      const got = shownList(pairs.map(({ key }) => key)) || 'none';
      const expected = `Expected ${this.connection.address} to tell its settings ${names.join(', ')}`;
      this.fail(new SparkError(`${expected}, got ${got}`), 'to read its settings');
    }
    return Object.fromEntries(values) as Record<Name, string | null>;
  }

  /** Stops an operation on the server. It may be over already. */
  async interrupt(operationId: string): Promise<void> {
    const request = {
      ...this.identity,
      interruptType: InterruptRequest_InterruptType.OPERATION_ID,
      interrupt: { case: 'operationId' as const, value: operationId },
    };
    await this.channel.unary('interrupt', request, ANSWER_MS).catch(() => {});
  }

  /** Releases everything that the server keeps for us. Running operations end. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.channel.unary('releaseSession', this.identity, ANSWER_MS).catch(() => {});
    this.#cancelRelease();
    this.channel.close();
  }

  /**
   * The answer to a call.
   *
   * @throws the signal's reason; the error of the call, or of another session's answer, as `fail` makes it
   */
  async ask<Answer extends OfSession>(
    doing: string,
    signal: AbortSignal | undefined,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    this.#expectOpen();
    try {
      const answer = await call();
      this.expectOwn(answer);
      return answer;
    } catch (error) {
      signal?.throwIfAborted();
      this.fail(error, doing);
    }
  }

  /**
   * Makes something from an answer.
   *
   * @throws its error, as `fail` makes it
   */
  checked<T>(doing: string, make: () => T): T {
    try {
      return make();
    } catch (error) {
      this.fail(error, doing);
    }
  }

  /** @throws the error of a call, with what to do (see `sparkError`) */
  fail(error: unknown, doing: string): never {
    // Running operations ended with the session.
    this.#expectOpen();
    throw sparkError(error, this.connection.address, doing, this.#secrets);
  }

  #expectOpen(): void {
    if (this.#isClosed) throw new RangeError('Expected an open connection to Spark, got one that was closed');
  }
}
