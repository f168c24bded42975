import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { untilAborted } from '../../base/signals/untilAborted.js';
import type { ExecutePlanResponse, Plan } from '../proto/base_pb.js';
import type { Channel } from './Channel.js';
import { isServiceError } from './errors.js';
import { SparkError } from './SparkError.js';

/** How far an operation is: tasks of its stages. */
export interface SparkProgress {
  tasks: number;
  completed: number;
  /** Running at this moment. */
  running: number;
  bytesRead: number;
}

export interface ExecuteOptions {
  /** What is done, for errors: 'to score the table'. */
  doing: string;
  /** Aborting it interrupts the operation on the server, and rejects with the signal's reason. */
  signal?: AbortSignal;
  onProgress?: (progress: SparkProgress) => void;
}

/** What every request says of who asks. */
export interface Identity {
  sessionId: string;
  userContext: { userId: string; userName: string };
  clientType: string;
}

/** What execution takes of a session. */
export interface Executor {
  readonly channel: Pick<Channel, 'stream' | 'unary'>;
  readonly identity: Identity;
  interrupt(operationId: string): Promise<void>;
  settings(names: readonly string[]): Promise<unknown>;
  fail(error: unknown, doing: string): never;
}

/** For so long a server that doesn't answer is asked again. */
const PATIENCE_MS = 15_000;
/** A stream that lived for so long was one: what ends it is another failure than what ended the one before. */
const STEADY_MS = 3000;
/** So often a server that says nothing is asked whether it is still there: a result may take an hour. */
const HEARTBEAT_MS = 8000;
/** What was received is given back to the server in portions of so many answers. */
const RELEASE_EVERY = 8;

/**
 * Executes a plan so that it survives its connection (reattachable execution): the server keeps the answers until they are
 * released, a stream that ends early is taken up again after the last answer that came, and a plan that never arrived is
 * sent again. Answers come once each, in order.
 *
 * @throws SparkError once the server has refused to answer for 15 s, or said nothing to a heartbeat for twice its time, or says
 * that the plan failed; the signal's reason
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
  let stream = start();
  let lastId: string | undefined;
  let failedSince: number | undefined;
  let isComplete = false;
  let lost: unknown;
  let interrupted: Promise<void> | undefined;
  const interrupt = () => (interrupted ??= session.interrupt(operationId));
  const abort = () => {
    void interrupt();
    stream.cancel();
  };
  signal?.addEventListener('abort', abort, { once: true });
  const heart = heartbeat(session, (error) => {
    lost = error;
    stream.cancel();
  });
  const release = (responseId?: string) => {
    const base = { ...session.identity, operationId };
    void session.channel
      .unary(
        'releaseExecute',
        responseId
          ? { ...base, release: { case: 'releaseUntil', value: { responseId } } }
          : { ...base, release: { case: 'releaseAll', value: {} } },
        5000,
      )
      .catch(() => {});
  };
  try {
    for (let received = 0; ; ) {
      const openedAt = Date.now();
      try {
        for await (const response of stream as AsyncIterable<ExecutePlanResponse>) {
          heart.beat();
          failedSince = undefined;
          lastId = response.responseId;
          const { responseType } = response;
          if (responseType.case === 'resultComplete') isComplete = true;
          else if (responseType.case === 'executionProgress') onProgress?.(progressOf(responseType.value));
          else yield response;
          if (++received % RELEASE_EVERY === 0) release(lastId);
        }
      } catch (error) {
        signal?.throwIfAborted();
        if (lost !== undefined) throw lost;
        if (!isTransient(error)) throw error;
        // A server that isn't there at all is the heartbeat's to notice.
        if (Date.now() - openedAt > STEADY_MS) failedSince = undefined;
        failedSince ??= Date.now();
        if (Date.now() - failedSince > PATIENCE_MS) throw error;
        await untilAborted(pause(Math.min(200 + (Date.now() - failedSince) / 4, 2000)), signal);
        if (lost !== undefined) throw lost;
        if (isUnknown(error)) {
          if (lastId !== undefined) throw error;
          // It never arrived.
          stream = start();
          continue;
        }
      }
      if (isComplete) return;
      signal?.throwIfAborted();
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
    heart.stop();
    signal?.removeEventListener('abort', abort);
    stream.cancel();
    // Whoever stops listening before the end wants no more of it.
    if (!isComplete) await interrupt();
    release();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Whether a call may succeed if it is made again. */
function isTransient(error: unknown): boolean {
  if (!isServiceError(error)) return false;
  if (error.code === status.UNAVAILABLE || error.code === status.CANCELLED) return true;
  return /INVALID_CURSOR\.DISCONNECTED|INVALID_HANDLE\.OPERATION_NOT_FOUND/.test(error.details);
}

function isUnknown(error: unknown): boolean {
  return isServiceError(error) && /OPERATION_NOT_FOUND/.test(error.details);
}

/**
 * Asks a server that says nothing whether it is still there. A connection whose other end vanished without a word would else
 * be waited on for ever, and servers refuse HTTP/2's own pings.
 */
function heartbeat(session: Executor, onLost: (error: unknown) => void) {
  let last = Date.now();
  let failures = 0;
  const timer = setInterval(async () => {
    if (Date.now() - last < HEARTBEAT_MS) return;
    last = Date.now();
    try {
      await session.settings(['spark.app.id']);
      failures = 0;
    } catch (error) {
      if (++failures >= 2) onLost(error instanceof SparkError ? error.cause : error);
    }
  }, HEARTBEAT_MS / 2);
  timer.unref();
  return {
    beat() {
      last = Date.now();
      failures = 0;
    },
    stop: () => clearInterval(timer),
  };
}

function progressOf({
  stages,
  numInflightTasks,
}: {
  stages: { numTasks: bigint; numCompletedTasks: bigint; inputBytesRead: bigint }[];
  numInflightTasks: bigint;
}): SparkProgress {
  const sum = (of: (stage: (typeof stages)[number]) => bigint) =>
    stages.reduce((total, stage) => total + Number(of(stage)), 0);
  return {
    tasks: sum(({ numTasks }) => numTasks),
    completed: sum(({ numCompletedTasks }) => numCompletedTasks),
    running: Number(numInflightTasks),
    bytesRead: sum(({ inputBytesRead }) => inputBytesRead),
  };
}
