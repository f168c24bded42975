import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type LocalSpark, startSpark } from 'access-anomaly/spark';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import type { RemoteProgress } from '../../../lib/original/model/RemoteTable.js';
import { resolveParams } from '../../../lib/original/params.js';
import { RemoteJob } from '../../../lib/spark/client/RemoteJob.js';
import { connectSpark } from '../../../lib/spark/connectSpark.js';
import { fitAls } from '../../../lib/spark/fit/fitAls.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { quietSecondsSince } from '../../quietSecondsSince.js';
import { allIdle } from './allIdle.js';

const ENDLESS = 'SELECT sum(sqrt(a.id * b.id)) FROM range(10000000) a CROSS JOIN range(10000000) b';
const root = fileURLToPath(new URL('../../../', import.meta.url));
const seconds = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return quietSecondsSince(start);
};

describe('a server that can not be used', () => {
  let server: LocalSpark;
  beforeAll(async () => {
    const settings = { 'spark.checkpoint.dir': null };
    server = await startSpark({ cores: 1, memory: '1g', token: 'right', settings });
  });
  afterAll(() => server.stop());

  it('is refused within 10 s, with the remedy: nobody there, a wrong token, none', async () => {
    const took = await seconds(async () => {
      await expect(connectSpark('sc://127.0.0.1:1')).rejects.toThrow(/got no answer .*: is it running/s);
      for (const url of [server.url.replace('right', 'wrong'), server.url.replace(/\/;.*/, '')]) {
        await expect(connectSpark(url)).rejects.toThrow(/to take our token, .*;token=/s);
      }
    });
    expect(took).toBeLessThan(10);
  });

  it('is refused for a fit, and for evidence, where it has no checkpoint folder', async () => {
    const spark = await connectSpark(server.url);
    const table = toTable([{ tenant: 't', user: 'u', res: 'r' }]);
    const accesses = spark.upload(table);
    const evidence = await new AccessEvidence().fit(table);
    const remedy = /^Expected spark\.checkpoint\.dir to be set .* --conf spark\.checkpoint\.dir=/s;
    const took = await seconds(async () => {
      await expect(new AccessAnomaly().fit(accesses)).rejects.toThrow(remedy);
      await expect(evidence.transform(accesses).toTable()).rejects.toThrow(remedy);
    });
    expect(took).toBeLessThan(10);
    await spark.close();
    await expect(spark.sql('SELECT 1').toTable()).rejects.toThrow('got one that was closed');
  });

  it('says that a session is over, and what to do', async () => {
    const spark = await connectSpark(server.url);
    const { session } = spark.sql('SELECT 1');
    await session.channel.unary('releaseSession', session.identity, 8000);
    await expect(spark.sql('SELECT 1').toTable()).rejects.toThrow(
      /has expired, or the server was restarted: connect again/,
    );
    await spark.close();
  });

  it('says that its Spark has stopped: what the check of the checkpoint folder is for', async () => {
    const spark = await connectSpark(server.url);
    const ratings = spark.sql(
      'SELECT CAST(id % 100 AS INT) AS user, CAST(id % 37 AS INT) AS res, 1F AS rating FROM range(5000)',
    );
    const params = resolveParams({ maxIter: 300 });
    await expect(fitAls(new RemoteJob(ratings.session), ratings, params)).rejects.toThrow(
      /to factorize the accesses.*(restart|got no answer)/s,
    );
    await spark.close();
  });
});

describe('a local server', () => {
  it('is gone with its folder once the process that started it is killed', async () => {
    const code = `
      import('access-anomaly/spark').then(async ({ startSpark }) => {
        const { pids, folder } = await startSpark({ cores: 1, memory: '1g' });
        console.log(JSON.stringify({ pids, folder }));
        process.kill(process.pid, 'SIGKILL');
      });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { cwd: root }).catch(
      (error) => error,
    );
    const { pids, folder } = JSON.parse(stdout) as { pids: number[]; folder: string };
    const isGone = () => pids.every((pid) => !existsSync(`/proc/${pid}`)) && !existsSync(folder);
    await expect.poll(isGone).toBe(true);
  });
});

describe('what is under way', () => {
  let server: LocalSpark;
  beforeAll(async () => {
    server = await startSpark({ workers: 2, memory: '1g' });
  });
  afterAll(() => server.stop());

  it('is gone from the server once it is aborted', async () => {
    const spark = await connectSpark(server.url);
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = spark.sql(ENDLESS).toTable({
      signal: controller.signal,
      onProgress: ({ running }) => running > 0 && controller.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    expect(await seconds(() => allIdle(server.url))).toBeLessThan(10);
    await spark.close();
  });

  it('is gone once the process that asked for it is killed', async () => {
    const code = `
      import('access-anomaly/spark').then(async ({ connectSpark }) => {
        const spark = await connectSpark(${JSON.stringify(server.url)});
        await spark.sql(${JSON.stringify(ENDLESS)}).toTable({ onProgress: ({ running }) => running > 0 && process.kill(process.pid, 'SIGKILL') });
      });`;
    await expect(promisify(execFile)(process.execPath, ['-e', code], { cwd: root })).rejects.toMatchObject({
      signal: 'SIGKILL',
    });
    expect(await seconds(() => allIdle(server.url))).toBeLessThan(20);
  });

  it('goes on when a worker is killed, and shows that fewer work on it', async () => {
    const spark = await connectSpark(server.url);
    const accesses = spark.sql(
      `SELECT 't' AS tenant, concat('u', hash(id) % 900) AS user, concat('r', hash(id, 1) % 700) AS res FROM range(60000)`,
    );
    const told: RemoteProgress[] = [];
    const estimator = new AccessAnomaly({ maxIter: 20 });
    let killedAt = -1;
    const model = await estimator.fit(accesses, {
      onIteration(progress) {
        told.push(progress);
        // Not before both workers were seen at work.
        if (killedAt >= 0 || (progress.iterations?.current ?? 0) < 2 || progress.mostRunning < 2) return;
        killedAt = told.length;
        process.kill(-server.pids[1], 'SIGKILL');
      },
    });
    expect(killedAt).toBeGreaterThan(0);
    expect(told.at(-1)).toMatchObject({ done: true });
    const after = told.slice(killedAt).filter(({ iterations }) => iterations);
    expect(after.some(({ running, mostRunning }) => mostRunning >= 2 && running < mostRunning)).toBe(true);
    // What comes next has one worker. Now and then a task that has ended still counts beside the next one.
    const later: RemoteProgress[] = [];
    await new AccessAnomaly({ maxIter: 5 }).fit(accesses, {
      onIteration(progress) {
        later.push(progress);
      },
    });
    const busy = later.filter(({ running }) => running > 0);
    expect(busy.length).toBeGreaterThan(2);
    expect(busy.filter(({ running }) => running > 1).length).toBeLessThan(busy.length / 2);
    const asked = accesses.toTable();
    const scores = model.score(await asked);
    expect(scores.length).toBe(60_000);
    expect([...scores].every(Number.isFinite)).toBe(true);
    await spark.close();
  });

  it('ends in an error that says what to do where the memory is not enough', async () => {
    const spark = await connectSpark(server.url);
    const large = `SELECT size(collect_list(repeat('x', 100000) || id)) FROM range(16000)`;
    await expect(spark.sql(large).toTable()).rejects.toThrow(/spark\.executor\.memory/);
    // What failed goes for a while on failing what comes next.
    await expect
      .poll(() =>
        spark
          .sql('SELECT 1')
          .count()
          .catch(() => 0),
      )
      .toBe(1);
    await spark.close();
  });

  it('ends in an error within 30 s of the server’s death', async () => {
    const spark = await connectSpark(server.url);
    const accesses = spark.sql(
      `SELECT 't' AS tenant, concat('u', id % 900) AS user, concat('r', id % 700) AS res FROM range(60000)`,
    );
    let killedAt = 0;
    const running = new AccessAnomaly().fit(accesses, {
      onIteration({ iterations }) {
        if (killedAt > 0 || (iterations?.current ?? 0) < 1) return;
        killedAt = performance.now();
        process.kill(-server.pids[0], 'SIGKILL');
      },
    });
    // On a busy machine the step after it may be under way when the iteration is heard of.
    await expect(running).rejects.toThrow(/Expected a Spark Connect server at .* to .*, got no answer/);
    expect(quietSecondsSince(killedAt)).toBeLessThan(30);
    await spark.close();
  });
});
