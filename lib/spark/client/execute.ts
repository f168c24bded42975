import { randomUUID } from 'node:crypto';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { type ServiceError, status } from '@grpc/grpc-js';
import { untilAborted } from '../../base/signals/untilAborted.js';
import type {
  ExecutePlanResponse,
  ExecutePlanResponse_ExecutionProgress,
  Plan,
  ReleaseExecuteRequestSchema,
} from '../generated/base_pb.js';
import { answerCheck } from './answerCheck.js';
import type { Channel } from './Channel.js';
import { isServiceError } from './errors.js';
import { SparkError } from './SparkError.js';
import type { OfSession } from './sessionCheck.js';

/** How far an operation is: tasks of its stages. */
export interface SparkProgress {
  tasks: number;
  completed: number;
  /** Running at this moment. */
  running: number;
  bytesRead: number;
}

/** The options of a run on the server. */
export interface SparkRunOptions {
  /** Aborting it interrupts the job on the server. Default: interrupting the notebook's kernel. */
  signal?: AbortSignal;
  /** Called with the server's progress, several times a second. */
  onProgress?: (progress: SparkProgress) => void;
}

export interface ExecuteOptions extends SparkRunOptions {
  /** What is done, for errors: 'to score the table'. */
  doing: string;
}

/** The sender's identity in every request. */
export interface Identity {
  sessionId: string;
  userContext: { userId: string; userName: string };
  clientType: string;
}

/** What execution needs from a session. */
export interface Executor {
  readonly channel: Pick<Channel, 'stream' | 'unary'>;
  readonly identity: Identity;
  /** Throws SparkError if an answer belongs to another session. */
  expectOwn(answer: OfSession): void;
  interrupt(operationId: string): Promise<void>;
  settings(names: readonly string[]): Promise<unknown>;
  fail(error: unknown, doing: string): never;
}

/** A server that fails, or ends its streams at once without rows, is asked again for this long. */
const PATIENCE_MS = 15_000;
/** If a stream lasted this long, it worked, and its end is a new failure. */
const STEADY_MS = 3000;
/** A stream has to end within this time after its last answer. */
const END_MS = 5000;
/** A silent server is asked this often whether it is still there: a result may take an hour. */
const HEARTBEAT_MS = 8000;
/** The server is told after this many answers that it can forget them. */
const RELEASE_EVERY = 8;

/**
 * Executes a plan so that it survives its connection (reattachable execution): the server keeps the answers
 * until they are released, a stream that ends early is resumed after the last answer that came, and a plan
 * that never arrived is sent again. Answers come once each, in order.
 *
 * @throws SparkError if the plan failed, an answer isn't ours or comes again, the server refused to answer
 *   for 15 s, or ended all streams for 15 s at once without rows, or two heartbeats got no answer; the
 *   signal's reason
 */
export async function* execute(
  session: Executor,
  plan: Plan,
  { doing, signal, onProgress }: ExecuteOptions,
): AsyncGenerator<ExecutePlanResponse> {
  signal?.throwIfAborted();
  const operationId = randomUUID();
  const start = () =>
    session.channel.stream('executePlan', {
      ...session.identity,
      plan,
      operationId,
      requestOptions: [{ requestOption: { case: 'reattachOptions', value: { reattachable: true } } }],
    });
  const expectNext = answerCheck(operationId);
  let stream = start();
  let lastId: string | undefined;
  let failedSince: number | undefined;
  let isComplete = false;
  let ending: NodeJS.Timeout | undefined;
  let lost: unknown;
  let interrupted: Promise<void> | undefined;
  const interrupt = () => (interrupted ??= session.interrupt(operationId));
  const abort = () => {
    void interrupt();
    stream.cancel();
  };
  signal?.addEventListener('abort', abort, { once: true });
  const heartbeats = startHeartbeats(session, (error) => {
    lost = error;
    stream.cancel();
  });
  const releaseAnswers = (responseId?: string) => {
    const request: MessageInitShape<typeof ReleaseExecuteRequestSchema> = {
      ...session.identity,
      operationId,
      release: responseId
        ? { case: 'releaseUntil', value: { responseId } }
        : { case: 'releaseAll', value: {} },
    };
    void session.channel.unary('releaseExecute', request, 5000).catch(() => {});
  };
  try {
    for (let received = 0; ; ) {
      const openedAt = Date.now();
      let hadRows = false;
      let failure: ServiceError | undefined;
      try {
        for await (const response of stream as AsyncIterable<ExecutePlanResponse>) {
          session.expectOwn(response);
          expectNext(response);
          heartbeats.reset();
          if (hasRows(response)) {
            hadRows = true;
            failedSince = undefined;
          }
          lastId = response.responseId;
          const { responseType } = response;
          if (responseType.case === 'resultComplete') {
            isComplete = true;
            ending = setTimeout(() => stream.cancel(), END_MS);
          } else if (responseType.case === 'executionProgress') onProgress?.(progressOf(responseType.value));
          else yield response;
          if (++received % RELEASE_EVERY === 0) releaseAnswers(lastId);
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (lost !== undefined) throw lost;
        if (!isTransient(error)) throw error;
        failure = error;
      }
      if (isComplete) return;
      signal?.throwIfAborted();
      const isSteady = Date.now() - openedAt > STEADY_MS;
      // The heartbeat notices a server that isn't there at all.
      if (isSteady) failedSince = undefined;
      // Spark ends long streams, and streams of many bytes.
      if (failure !== undefined || (!hadRows && !isSteady)) failedSince ??= Date.now();
      const failedFor = failedSince === undefined ? 0 : Date.now() - failedSince;
      if (failedFor > PATIENCE_MS) throw failure ?? withoutResult();
      if (failure !== undefined || !hadRows) {
        await untilAborted(wait(Math.min(200 + failedFor / 4, 2000)), signal);
      }
      if (lost !== undefined) throw lost;
      if (failure !== undefined && /OPERATION_NOT_FOUND/.test(failure.details)) {
        if (lastId !== undefined) throw failure;
        // It never arrived.
        stream = start();
        continue;
      }
      stream = session.channel.stream('reattachExecute', {
        ...session.identity,
        operationId,
        lastResponseId: lastId,
      });
    }
  } catch (error) {
    signal?.throwIfAborted();
    session.fail(error, doing);
  } finally {
    heartbeats.stop();
    clearTimeout(ending);
    signal?.removeEventListener('abort', abort);
    stream.cancel();
    // If the caller stops before the end, it wants no more answers.
    if (!isComplete) await interrupt();
    releaseAnswers();
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Whether an answer has rows: answers without rows could come forever. */
function hasRows({ responseType }: ExecutePlanResponse): boolean {
  return responseType.case === 'arrowBatch' && responseType.value.rowCount > 0n;
}

function withoutResult(): SparkError {
  return new SparkError(
    `Expected Spark to send a result, got streams of answers that ended at once and without one, again and again ` +
      `for ${PATIENCE_MS / 1000} s: look at the server's log, and try again`,
  );
}

/** Whether a call may succeed if it is made again. */
function isTransient(error: unknown): error is ServiceError {
  if (!isServiceError(error)) return false;
  if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) return true;
  return /INVALID_CURSOR\.DISCONNECTED|INVALID_HANDLE\.OPERATION_NOT_FOUND/.test(error.details);
}

/**
 * Asks a silent server whether it is still there. Without that, a run would never end on a connection whose
 * other end is gone; servers refuse HTTP/2's own pings.
 */
function startHeartbeats(session: Executor, onLost: (error: unknown) => void) {
  let last = Date.now();
  let failures = 0;
  const timer = setInterval(async () => {
    if (Date.now() - last < HEARTBEAT_MS) return;
    last = Date.now();
    try {
      await session.settings(['spark.app.id']);
      failures = 0;
    } catch (error) {
      if (++failures >= 2) onLost(error instanceof SparkError ? (error.cause ?? error) : error);
    }
  }, HEARTBEAT_MS / 2);
  timer.unref();
  return {
    reset() {
      last = Date.now();
      failures = 0;
    },
    stop: () => clearInterval(timer),
  };
}

function progressOf({ stages, numInflightTasks }: ExecutePlanResponse_ExecutionProgress): SparkProgress {
  const sum = (name: 'numTasks' | 'numCompletedTasks' | 'inputBytesRead') =>
    stages.reduce((total, stage) => total + Number(stage[name]), 0);
  return {
    tasks: sum('numTasks'),
    completed: sum('numCompletedTasks'),
    running: Number(numInflightTasks),
    bytesRead: sum('inputBytesRead'),
  };
}
