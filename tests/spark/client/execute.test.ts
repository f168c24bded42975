import { create } from '@bufbuild/protobuf';
import { type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sparkError } from '../../../lib/spark/client/errors.js';
import { type ExecuteOptions, type Executor, execute } from '../../../lib/spark/client/execute.js';
import { SparkError } from '../../../lib/spark/client/SparkError.js';
import { sessionCheck } from '../../../lib/spark/client/sessionCheck.js';
import {
  type ExecutePlanResponse,
  ExecutePlanResponseSchema,
  PlanSchema,
} from '../../../lib/spark/generated/base_pb.js';
import { failed } from './failed.js';

const away = () => failed(status.UNAVAILABLE, 'Connection dropped');
const unknown = () => failed(status.INTERNAL, '[INVALID_HANDLE.OPERATION_NOT_FOUND] The handle is invalid.');
const late = (milliseconds: number) => () =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const silence = () => new Promise<void>(() => {});

/** An answer of the requested operation, unless another is given. */
const answerOf = (responseId: string, responseType: object, others: object = {}): ExecutePlanResponse => {
  const { operationId, ...answer } = create(ExecutePlanResponseSchema, {
    ...{ sessionId: 's', serverSideSessionId: 'server', responseId, responseType },
  } as object);
  return { ...answer, ...others } as ExecutePlanResponse;
};
const answer = (id: string, others?: object) =>
  answerOf(id, { case: 'arrowBatch', value: { rowCount: 1n } }, others);
const progress = (id: string) => answerOf(id, { case: 'executionProgress', value: {} });
const end = answerOf('end', { case: 'resultComplete', value: {} });

/** What a stream does, step by step: an answer, a failure, or a time to wait. Then it ends. */
type Step = ExecutePlanResponse | ServiceError | (() => Promise<void>);

function streamOf(steps: readonly Step[], operationId: string) {
  let cancel = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(failed(status.CANCELLED, 'Cancelled on client'));
  });
  cancelled.catch(() => {});
  return {
    cancel,
    async *[Symbol.asyncIterator]() {
      for (const step of steps) {
        await Promise.race([cancelled, typeof step === 'function' ? step() : null]);
        if (step instanceof Error) throw step;
        if (typeof step !== 'function') yield { ...{ operationId }, ...step };
      }
    },
  };
}

/** A session whose streams follow a script, one after the other; the last one is repeated. */
function fakeSession(...streams: readonly Step[][]) {
  const asked: Record<string, unknown>[] = [];
  const released: unknown[] = [];
  const interrupted: string[] = [];
  const settings = vi.fn(async (): Promise<unknown> => ({}));
  const session: Executor = {
    identity: { sessionId: 's', userContext: { userId: 'u', userName: 'u' }, clientType: 'c' },
    channel: {
      stream(name: string, request: { operationId?: string; lastResponseId?: string }) {
        const { operationId = '', lastResponseId } = request;
        asked.push({ name, operationId, lastResponseId });
        return streamOf(streams[Math.min(asked.length, streams.length) - 1], operationId);
      },
      async unary(_: string, { release }: { release: { value: { responseId?: string } } }) {
        released.push(release.value.responseId ?? 'all');
      },
    } as unknown as Executor['channel'],
    async interrupt(operationId) {
      interrupted.push(operationId);
    },
    settings,
    expectOwn: sessionCheck('s', 'there:1'),
    fail(error, doing) {
      throw sparkError(error, 'there:1', doing);
    },
  };
  return { session, asked, released, interrupted, settings, names: () => asked.map(({ name }) => name) };
}

const runOf = (session: Executor, options: Partial<ExecuteOptions> = {}) =>
  execute(session, create(PlanSchema, {}), { doing: 'to read', ...options });

/** The ids of all answers, or the error; undefined if there is neither yet. */
function follow(session: Executor, options?: Partial<ExecuteOptions>) {
  const seen: { ids: string[]; error?: unknown; done: boolean } = { ids: [], done: false };
  void (async () => {
    try {
      for await (const { responseId } of runOf(session, options)) seen.ids.push(responseId);
    } catch (error) {
      seen.error = error;
    }
    seen.done = true;
  })();
  return seen;
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the answers to a plan', () => {
  it('come once each and in order over as many streams as that takes', async () => {
    const { session, asked, released, interrupted } = fakeSession(
      [answer('a'), answer('b'), away()],
      // A server ends a long stream so.
      [answer('c')],
      [answer('d'), end],
    );
    const seen = follow(session);
    await pass(1000);
    expect(seen).toEqual({ ids: ['a', 'b', 'c', 'd'], done: true });
    const [{ operationId }] = asked;
    expect(asked).toEqual([
      { name: 'executePlan', operationId, lastResponseId: undefined },
      { name: 'reattachExecute', operationId, lastResponseId: 'b' },
      { name: 'reattachExecute', operationId, lastResponseId: 'c' },
    ]);
    expect(released).toEqual(['all']);
    expect(interrupted).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are given back as they come', async () => {
    const ids = Array.from({ length: 17 }, (_, n) => `${n}`);
    const { session, released } = fakeSession([...ids.map((id) => answer(id)), end]);
    const seen = follow(session);
    await pass(0);
    expect(seen.ids).toEqual(ids);
    expect(released).toEqual(['7', '15', 'all']);
  });

  it('are not those that say how far it is', async () => {
    const stages = [
      { numTasks: 4n, numCompletedTasks: 1n, inputBytesRead: 10n },
      { numTasks: 2n, numCompletedTasks: 2n, inputBytesRead: 5n },
    ];
    const step = answerOf('p', { case: 'executionProgress', value: { stages, numInflightTasks: 3n } });
    const { session } = fakeSession([step, answer('a'), end]);
    const onProgress = vi.fn();
    const seen = follow(session, { onProgress });
    await pass(0);
    expect(seen.ids).toEqual(['a']);
    expect(onProgress.mock.calls).toEqual([[{ tasks: 6, completed: 3, running: 3, bytesRead: 15 }]]);
  });
});

describe('a plan', () => {
  it('that never arrived is sent again', async () => {
    const { session, asked, names } = fakeSession([away()], [unknown()], [answer('a'), end]);
    const seen = follow(session);
    await pass(5000);
    expect(seen).toEqual({ ids: ['a'], done: true });
    expect(names()).toEqual(['executePlan', 'reattachExecute', 'executePlan']);
    expect(new Set(asked.map(({ operationId }) => operationId)).size).toBe(1);
  });

  it('that the server has lost after an answer is not', async () => {
    const { session, names } = fakeSession([answer('a'), away()], [unknown()]);
    const seen = follow(session);
    await pass(5000);
    expect(seen.error).toBeInstanceOf(SparkError);
    expect(String(seen.error)).toContain('OPERATION_NOT_FOUND');
    expect(names()).toEqual(['executePlan', 'reattachExecute']);
  });

  it('that failed is not, and is let go of', async () => {
    const { session, names, released } = fakeSession([failed(status.INTERNAL, 'no such column')]);
    const seen = follow(session);
    await pass(0);
    expect(String(seen.error)).toBe('SparkError: Spark failed to read: no such column');
    expect(names()).toEqual(['executePlan']);
    expect(released).toEqual(['all']);
  });
});

describe('an abort', () => {
  const reason = new Error('enough');

  it.each<[string, Step[]]>([
    ['while answers come', [answer('a'), silence]],
    ['while the connection is away', [answer('a'), away()]],
  ])('%s interrupts the operation, once, and is the error', async (_, steps) => {
    const { session, asked, interrupted, released } = fakeSession(steps);
    const controller = new AbortController();
    const seen = follow(session, { signal: controller.signal });
    await pass(100);
    controller.abort(reason);
    await pass(0);
    expect(seen).toEqual({ ids: ['a'], error: reason, done: true });
    expect(interrupted).toEqual([asked[0].operationId]);
    expect(released).toEqual(['all']);
  });

  it('before it keeps the plan from being sent', async () => {
    const { session, asked } = fakeSession([end]);
    const seen = follow(session, { signal: AbortSignal.abort(reason) });
    await pass(0);
    expect(seen.error).toBe(reason);
    expect(asked).toEqual([]);
  });

  it('is as good as no longer listening', async () => {
    const { session, asked, interrupted, released } = fakeSession([answer('a'), answer('b'), end]);
    for await (const _ of runOf(session)) break;
    expect(interrupted).toEqual([asked[0].operationId]);
    expect(released).toEqual(['all']);
  });
});

describe('a server', () => {
  it('that says nothing is waited for as long as its heart beats', async () => {
    const { session, settings } = fakeSession([late(3_600_000), answer('a'), end]);
    const seen = follow(session);
    await pass(3_500_000);
    expect(seen.done).toBe(false);
    expect(settings.mock.calls.length).toBeGreaterThan(100);
    await pass(100_000);
    expect(seen).toEqual({ ids: ['a'], done: true });
  });

  it('whose heart stops is no longer waited for', async () => {
    const { session, settings, names } = fakeSession([silence]);
    const cause = failed(status.DEADLINE_EXCEEDED, 'Deadline exceeded');
    settings.mockImplementation(async () => {
      await late(8000)();
      throw sparkError(cause, 'there:1', 'to read its settings');
    });
    const seen = follow(session);
    await pass(30_000);
    expect(String(seen.error)).toBe('SparkError: Expected an answer of there:1 in time to read, got none');
    expect((seen.error as Error).cause).toBe(cause);
    expect(names()).toEqual(['executePlan']);
  });

  it('that can not be reached is tried for 15 s', async () => {
    const { session, names } = fakeSession([answer('a'), away()], [away()]);
    const seen = follow(session);
    await pass(14_000);
    expect(seen.done).toBe(false);
    await pass(4000);
    expect(String(seen.error)).toMatch(/^SparkError: Expected a Spark Connect server at there:1 to read/);
    expect(names().length).toBeGreaterThan(5);
  });

  it('may be away for a moment, and long after for another, with no answer between', async () => {
    const { session } = fakeSession(
      [answer('a'), away()],
      [late(20_000), away()],
      [late(20_000), away()],
      [answer('b'), end],
    );
    const seen = follow(session);
    await pass(60_000);
    expect(seen).toEqual({ ids: ['a', 'b'], done: true });
  });
});

describe('an answer is refused', () => {
  it.each<[string, Step[], RegExp]>([
    [
      'of another session',
      [answer('a', { sessionId: 'other' })],
      /for session s, got one with sessionId "other"/,
    ],
    ['of no session', [answer('a', { sessionId: '' })], /for session s, got one with sessionId ""/],
    [
      'of another session of the server',
      [answer('a'), answer('b', { serverSideSessionId: 'restarted' })],
      /with serverSideSessionId "server", got one with "restarted": .*connect again by connectSpark/,
    ],
    [
      'of another operation',
      [answer('a', { operationId: 'other' })],
      /^SparkError: Expected Spark to send answers to operation .*, got one with operationId "other"/,
    ],
    ['without an id', [answer('')], /Expected Spark to send answers with a responseId, got one without/],
    [
      'that came before',
      [answer('a'), answer('b'), answer('a')],
      /Expected Spark to send each answer once, got responseId "a" again/,
    ],
    [
      'after the end',
      [answer('a'), end, answer('b')],
      /Expected Spark to send nothing after the end of a result, got .*"b"/,
    ],
  ])('%s', async (_, steps, said) => {
    const { session, released, interrupted, names } = fakeSession([...steps, silence]);
    const seen = follow(session);
    await pass(0);
    expect(String(seen.error)).toMatch(said);
    expect(seen.error).toBeInstanceOf(SparkError);
    expect(names()).toEqual(['executePlan']);
    expect(released).toEqual(['all']);
    expect(interrupted.length).toBeLessThanOrEqual(1);
  });

  it('that came before, after a reconnect', async () => {
    const { session } = fakeSession([answer('a'), answer('b'), away()], [answer('b'), end]);
    const seen = follow(session);
    await pass(1000);
    expect(seen.ids).toEqual(['a', 'b']);
    expect(String(seen.error)).toContain('Expected Spark to send each answer once, got responseId "b" again');
  });
});

describe('streams that end without a result', () => {
  it.each<[string, Step[]]>([
    ['nothing', []],
    ['how far it is', [progress('p')]],
    ['no rows', [answerOf('n', { case: 'arrowBatch', value: {} })]],
    ['failures, and how far it is', [progress('p'), away()]],
  ])('are asked for again less and less often, and not for ever: with %s', async (_, steps) => {
    let n = 0;
    const { session, names } = fakeSession([]);
    const { stream } = session.channel as unknown as { stream: (...all: unknown[]) => object };
    // Each answer has an id of its own, as of a server that works.
    const each = steps.map((step) => () => ('responseId' in step ? { ...step, responseId: `${n++}` } : step));
    Object.assign(session.channel, {
      stream: (name: string, request: { operationId: string }) => {
        stream(name, request);
        return streamOf(
          each.map((make) => make() as Step),
          request.operationId,
        );
      },
    });
    const seen = follow(session);
    await pass(14_000);
    expect(seen.done).toBe(false);
    await pass(4000);
    expect(seen.done).toBe(true);
    expect(seen.error).toBeInstanceOf(SparkError);
    expect(names().length).toBeGreaterThan(5);
    expect(names().length).toBeLessThan(20);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are named', async () => {
    const { session } = fakeSession([]);
    const seen = follow(session);
    await pass(20_000);
    expect(String(seen.error)).toMatch(
      /^SparkError: Expected Spark to send a result, got streams .* that ended at once/,
    );
  });

  it('are as usual where each lasted, as those of a long run', async () => {
    const { session } = fakeSession(...Array<Step[]>(20).fill([late(4000)]), [answer('a'), end]);
    const seen = follow(session);
    await pass(120_000);
    expect(seen).toEqual({ ids: ['a'], done: true });
  });

  it('are as usual where each brings rows', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `${n}`);
    const { session, names } = fakeSession(...ids.map((id) => [answer(id)]), [end]);
    const seen = follow(session);
    await pass(30_000);
    expect(seen).toEqual({ ids, done: true });
    expect(names()).toHaveLength(101);
  });
});

it('a stream that goes on after the last answer is left', async () => {
  const { session } = fakeSession([answer('a'), end, silence]);
  const seen = follow(session);
  await pass(4000);
  expect(seen.done).toBe(false);
  await pass(2000);
  expect(seen).toEqual({ ids: ['a'], done: true });
  expect(vi.getTimerCount()).toBe(0);
});
