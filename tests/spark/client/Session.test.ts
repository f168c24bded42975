import { inspect } from 'node:util';
import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConnection } from '../../../lib/spark/client/connectionString.js';
import { Session } from '../../../lib/spark/client/Session.js';
import { uploadTable } from '../../../lib/spark/client/uploadTable.js';
import { Spark } from '../../../lib/spark/Spark.js';
import { toTable } from '../../../lib/tables/toTable.js';
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
    const session = await sessionOn({
      async artifactStatus() {
        if (++asked === 1) throw { code: status.INTERNAL, details: 'no room' };
        return {};
      },
      addArtifacts: async () => ({}),
      analyzePlan: async () => ({ result: { case: 'schema', value: {} } }),
    });
    const table = new Spark(session, '4.1.4').upload(large());
    await expect(table.schema()).rejects.toThrow('no room');
    expect(await table.schema()).toEqual([]);
    expect(await table.schema()).toEqual([]);
    expect(asked).toBe(2);
  });
});
