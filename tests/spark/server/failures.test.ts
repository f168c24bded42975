import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/anomaly/AccessAnomaly.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { connectSpark } from '../../../lib/spark/connectSpark.js';
import { type LocalSpark, startSpark } from '../../../lib/spark/local/startSpark.js';
import { toTable } from '../../../lib/tables/toTable.js';

const ENDLESS = 'SELECT sum(sqrt(a.id * b.id)) FROM range(10000000) a CROSS JOIN range(10000000) b';
const seconds = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** One core: what still runs leaves nothing else a place. */
let server: LocalSpark;
beforeAll(async () => {
  server = await startSpark({
    cores: 1,
    memory: '1g',
    token: 'right',
    settings: { 'spark.checkpoint.dir': null },
  });
});
afterAll(() => server.stop());

describe('a server that can not be used', () => {
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
    const remedy = /^Expected spark\.checkpoint\.dir to be set .* --conf spark\.checkpoint\.dir=/s;
    await expect(new AccessAnomaly().fit(accesses)).rejects.toThrow(remedy);
    const evidence = await new AccessEvidence().fit(table);
    await expect(evidence.transform(accesses).toTable()).rejects.toThrow(remedy);
    await spark.close();
    await expect(spark.sql('SELECT 1').toTable()).rejects.toThrow('got one that was closed');
  });
});

describe('what is under way', () => {
  it('is gone from the server once it is aborted', async () => {
    const spark = await connectSpark(server.url);
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = spark.sql(ENDLESS).toTable({
      signal: controller.signal,
      onProgress: ({ running }) => running > 0 && controller.abort(reason),
    });
    await expect(running).rejects.toBe(reason);
    expect(await seconds(() => spark.sql('SELECT 1').toTable())).toBeLessThan(10);
    await spark.close();
  });

  it('is gone once the process that asked for it is killed', async () => {
    const code = `
      import('access-anomaly').then(async ({ connectSpark }) => {
        const spark = await connectSpark(${JSON.stringify(server.url)});
        await spark.sql(${JSON.stringify(ENDLESS)}).toTable({ onProgress: ({ running }) => running > 0 && process.kill(process.pid, 'SIGKILL') });
      });`;
    const cwd = fileURLToPath(new URL('../../../', import.meta.url));
    await expect(promisify(execFile)(process.execPath, ['-e', code], { cwd })).rejects.toMatchObject({
      signal: 'SIGKILL',
    });
    expect(
      await seconds(async () => {
        const spark = await connectSpark(server.url);
        await spark.close();
      }),
    ).toBeLessThan(20);
  });

  it('ends in an error within 30 s of the server’s death', async () => {
    const spark = await connectSpark(server.url);
    const running = spark.sql(ENDLESS).toTable({
      onProgress: ({ running: tasks }) => {
        if (tasks > 0) for (const pid of server.pids) process.kill(-pid, 'SIGKILL');
      },
    });
    const took = await seconds(() => expect(running).rejects.toThrow(/got no answer/));
    expect(took).toBeLessThan(30);
    await spark.close();
  });
});
