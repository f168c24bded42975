import { inspect } from 'node:util';
import { Metadata, status } from '@grpc/grpc-js';
import type { Table } from 'apache-arrow';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConnection } from '../../../lib/spark/client/connectionString.js';
import { Session } from '../../../lib/spark/client/Session.js';
import { uploadTable } from '../../../lib/spark/client/uploadTable.js';
import { Spark } from '../../../lib/spark/Spark.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { answersOf, declared } from './answers.js';
import { fakeServer, type Handlers } from './fakeServer.js';

// A process of its own, which nothing here needs.
vi.mock('../../../lib/spark/client/releaseAtExit.js', () => ({ releaseAtExit: () => () => {} }));

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function sessionOn(handlers: Handlers, parameters = '') {
  const server = await fakeServer({ releaseSession: async () => ({}), ...handlers });
  const session = new Session(readConnection(`${server.url}/;${parameters}`, {}));
  ended.push(server.stop, () => session.close());
  return session;
}

const VERSION = { case: 'sparkVersion', value: {} } as const;
const never = new Promise<never>(() => {});
const large = () => toTable({ n: new Float64Array(200_000) });

it('shows neither a token nor headers to who prints a connection or a table', () => {
  const session = new Session(readConnection('sc://localhost:1/;token=secret;x-key=hidden', {}));
  const spark = new Spark(session, '4.1.4');
  for (const value of [spark, spark.sql('SELECT 1'), session]) {
    for (const text of [inspect(value, { depth: null, showHidden: true }), JSON.stringify(value)]) {
      expect(text).not.toMatch(/secret|hidden/);
    }
  }
  expect(session.connection).toEqual({ address: 'localhost:1', userId: 'access-anomaly' });
  session.channel.close();
});

describe('a request', () => {
  it('carries the token and the headers', async () => {
    const seen: unknown[] = [];
    const session = await sessionOn(
      {
        async analyzePlan({ metadata }) {
          seen.push(metadata.get('authorization')[0], metadata.get('x-room')[0]);
          return { result: { case: 'sparkVersion', value: { version: '4.1.4' } } };
        },
      },
      'token=t;x-room=7',
    );
    const { result } = await session.analyze(VERSION, 'to connect');
    expect(result.value).toMatchObject({ version: '4.1.4' });
    expect(seen).toEqual(['Bearer t', '7']);
  });

  it('ends with the reason of an abort, also on the server', async () => {
    const controller = new AbortController();
    const reason = 'enough';
    let cancelled: Promise<void> | undefined;
    const session = await sessionOn({
      analyzePlan(call) {
        cancelled = call.cancelled;
        controller.abort(reason);
        return never;
      },
    });
    const { signal } = controller;
    await expect(session.analyze(VERSION, 'to connect', { signal })).rejects.toBe(reason);
    await cancelled;
    await expect(session.settings(['a'], signal)).rejects.toBe(reason);
  });

  it('is refused once the session is closed', async () => {
    const session = await sessionOn({});
    await session.close();
    const closed = 'Expected an open connection to Spark, got one that was closed';
    await expect(session.settings(['a'])).rejects.toThrow(closed);
    await expect(session.analyze(VERSION, 'to connect')).rejects.toThrow(closed);
    await expect(uploadTable(session, large())).rejects.toThrow(closed);
    await expect(new Spark(session, '4.1.4').sql('SELECT 1').schema()).rejects.toThrow(closed);
  });

  it('that is under way when the session is closed says so', async () => {
    const session = await sessionOn({
      analyzePlan: async ({ cancelled }) => {
        void session.close();
        await cancelled;
        return {};
      },
      releaseSession: async () => {
        throw { code: status.INTERNAL, details: 'over' };
      },
    });
    const asked = session.analyze(VERSION, 'to connect', { milliseconds: 500 });
    await expect(asked).rejects.toThrow('Expected an open connection to Spark');
  });
});

describe('an upload', () => {
  it('ends with the reason of an abort, also on the server', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let cancelled: Promise<void> | undefined;
    const session = await sessionOn({
      artifactStatus: async () => ({}),
      addArtifacts(call) {
        cancelled = call.cancelled;
        controller.abort(reason);
        return never;
      },
    });
    await expect(uploadTable(session, large(), controller.signal)).rejects.toBe(reason);
    await cancelled;
  });

  it('that failed is tried again when the table is next asked for, and done once', async () => {
    let asked = 0;
    let name = '';
    const session: Session = await sessionOn({
      async artifactStatus({ request }) {
        if (++asked === 1) throw { code: status.INTERNAL, details: 'no room' };
        [name] = (request as unknown as { names: string[] }).names;
        return {};
      },
      addArtifacts: async () => ({ sessionId: session.id, artifacts: [{ name, isCrcSuccessful: true }] }),
      analyzePlan: async () => ({
        result: { case: 'schema', value: { schema: { kind: { case: 'struct', value: {} } } } },
      }),
    });
    const table = new Spark(session, '4.1.4').upload(large());
    await expect(table.schema()).rejects.toThrow('no room');
    expect(await table.schema()).toEqual([]);
    expect(await table.schema()).toEqual([]);
    expect(asked).toBe(2);
  });
});

describe('an error never holds a token or a header', () => {
  const TOKEN = 'a-secret+that/nobody=may.see';
  const HEADER = 'another-hidden-thing';
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const connected = (handlers: Handlers) =>
    sessionOn(handlers, `token=${encodeURIComponent(TOKEN)};x-key=${HEADER}`);

  /** All that may be printed of an error. */
  const printed = (error: Error) =>
    [
      inspect(error, { depth: 30, showHidden: true }),
      error.stack,
      JSON.stringify(error),
      String(error.cause),
    ].join();

  const expectClean = (error: unknown) => {
    expect(error).toBeInstanceOf(Error);
    const text = printed(error as Error);
    expect(text).not.toMatch(/secret|nobody|hidden|YS1zZWNyZXQ|\p{Bidi_Control}|[^\P{Cc}\n]/u);
    expect(text).toContain('***');
  };

  const codes = Object.values(status).filter((code) => typeof code === 'number' && code !== status.OK);
  it.each(codes as status[])('whatever the code is, in what an answer says: %i', async (code) => {
    const details =
      `no right for Bearer ${TOKEN}, ${encodeURIComponent(TOKEN)}, ${base64(`Bearer ${TOKEN}`)}, ` +
      `${[...TOKEN].join('\n')}, ${[...HEADER].join('\u202e')} [USER_RAISED_EXCEPTION] \u0007`;
    const metadata = new Metadata();
    metadata.set('x-trace', `${TOKEN} ${HEADER}`);
    metadata.set('x-trace-bin', Buffer.from(TOKEN));
    const refuse = () => Promise.reject({ code, details, metadata });
    const session = await connected({ analyzePlan: refuse, config: refuse, artifactStatus: refuse });
    for (const asked of [
      session.analyze(VERSION, 'to connect'),
      session.settings(['a']),
      uploadTable(session, large()),
    ]) {
      expectClean(await asked.catch((error: unknown) => error));
    }
  });

  it('in what a stream says', async () => {
    const session = await connected({
      // biome-ignore lint/correctness/useYield: it fails before.
      async *executePlan() {
        throw { code: status.INTERNAL, details: `[USER_RAISED_EXCEPTION] Expected ${TOKEN} SQLSTATE: P0001` };
      },
      interrupt: async () => ({}),
    });
    const error = await new Spark(session, '4.1.4')
      .sql('SELECT 1')
      .toTable()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect(String(error)).toBe('RangeError: Expected ***');
    expectClean(error);
  });

  it.each<[string, Handlers, (session: Session) => Promise<unknown>]>([
    [
      'sessionId',
      { analyzePlan: async () => ({ sessionId: `${TOKEN}\u202e` }) },
      (session) => session.analyze(VERSION, 'to connect'),
    ],
    [
      'setting',
      { config: async () => ({ pairs: [{ key: `${TOKEN}\u0007` }] }) },
      (session) => session.settings(['a']),
    ],
    [
      'column',
      {
        async *executePlan() {
          const one = toTable({ [`${TOKEN}\u202e`]: new Float64Array(2) });
          yield* answersOf([one], declared({ n: 'double' }));
        },
        releaseExecute: async () => ({}),
        interrupt: async () => ({}),
      },
      (session) => new Spark(session, '4.1.4').sql('SELECT 1').toTable(),
    ],
  ])('in what is refused as another %s', async (_, handlers, ask) => {
    const session = await connected(handlers);
    expectClean(await ask(session).catch((error: unknown) => error));
  });
});

describe('an answer', () => {
  it.each<[string, object, RegExp]>([
    [
      'another session',
      { sessionId: 'other' },
      /^SparkError: Expected answers of .* got one with sessionId "other"/,
    ],
    [
      'another session of the server',
      { serverSideSessionId: 'restarted' },
      /with serverSideSessionId "server", got one with "restarted": the session has expired, or the server was restarted: connect again/,
    ],
  ])('of %s is refused', async (_, others, said) => {
    let answer: object = { serverSideSessionId: 'server' };
    const result = { case: 'sparkVersion', value: { version: '4.1.4' } } as const;
    const session = await sessionOn({
      analyzePlan: async () => ({ result, ...answer }),
      config: async () => ({ pairs: [{ key: 'a' }], ...answer }),
      artifactStatus: async () => answer,
    });
    await session.analyze(VERSION, 'to connect');
    answer = { ...answer, ...others };
    for (const ask of [
      () => session.analyze(VERSION, 'to connect'),
      () => session.settings(['a']),
      () => uploadTable(session, large()),
    ]) {
      await expect(ask().catch(String)).resolves.toMatch(said);
    }
  });

  it('about other settings than were asked for is refused', async () => {
    const keys: string[][] = [['b'], [], ['a', 'a'], ['a', 'b']];
    const session = await sessionOn({
      config: async () => ({ pairs: keys.shift()!.map((key) => ({ key })) }),
    });
    for (const got of ['b', 'none', 'a, a', 'a, b']) {
      await expect(session.settings(['a'])).rejects.toThrow(
        new RegExp(`^Expected 127\\.0\\.0\\.1:\\d+ to tell its settings a, got ${got}$`),
      );
    }
  });

  it.each<[string, object[], RegExp]>([
    ['of no artifact', [], /to receive a table whole, cache\/[\da-f]{64}, got none$/],
    ['of another artifact', [{ name: 'other', isCrcSuccessful: true }], /got other$/],
  ])('to an upload %s is refused', async (_, artifacts, said) => {
    const session: Session = await sessionOn({
      artifactStatus: async () => ({}),
      addArtifacts: async () => ({ sessionId: session.id, artifacts }),
    });
    await expect(uploadTable(session, large())).rejects.toThrow(said);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['no columns', { result: { case: 'schema', value: {} } }],
    ['a version', { result: { case: 'sparkVersion', value: { version: '4.1.4' } } }],
  ])('about columns that has %s is refused', async (_, answer) => {
    const session = await sessionOn({ analyzePlan: async () => answer });
    await expect(new Spark(session, '4.1.4').sql('SELECT 1').schema()).rejects.toThrow(
      /^Expected Spark to send the columns of a table, got /,
    );
  });

  it.each<[string, Table]>([
    ['another column', toTable({ m: BigInt64Array.of(1n) })],
    ['no rows', toTable({ n: new BigInt64Array(0) })],
    ['two rows', toTable({ n: BigInt64Array.of(1n, 2n) })],
    ['a negative number', toTable({ n: BigInt64Array.of(-1n) })],
  ])('to a count that has %s is refused', async (_, table) => {
    const session = await sessionOn({
      async *executePlan() {
        yield* answersOf([table]);
      },
      releaseExecute: async () => ({}),
    });
    await expect(new Spark(session, '4.1.4').sql('SELECT 1').count()).rejects.toThrow(
      /^Expected Spark to send a row with the number of rows, n, got /,
    );
  });
});
