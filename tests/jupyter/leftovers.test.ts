import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Kernel, printed } from './Kernel.js';
import { descendants, isAlive } from './processes.js';

/** A kernel that has trained on two threads and has let DuckDB make its folder; its process. */
async function worked(): Promise<{ kernel: Kernel; pid: number }> {
  const kernel = Kernel.start();
  const answer = await kernel.execute(`
    import { AccessAnomaly, sql, toTable } from 'access-anomaly';
    const rows = Array.from({ length: 300 }, (_, n) => ({ tenant: 0, user: 'u' + n % 40, res: 'r' + n % 37, likelihood: 1 }));
    await new AccessAnomaly({ tenantCol: 'tenant', threads: 2 }).fit(toTable(rows));
    await sql\`SELECT 1\`;
    console.log('pid ' + process.pid);`);
  const pid = Number(/pid (\d+)/.exec(printed(answer))?.[1]);
  expect(folders(pid)).toHaveLength(1);
  return { kernel, pid };
}

/** Temporary folders that belong to a process. */
function folders(pid: number): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`access-anomaly-${pid}-`));
}

const left = (pid: number) => ({
  processes: [pid, ...descendants(pid).map((child) => child.pid)].filter(isAlive),
  folders: folders(pid),
});
const nothing = { processes: [], folders: [] };

describe.skipIf(process.platform !== 'linux')('nothing is left', () => {
  it('after a shutdown', async () => {
    const { kernel, pid } = await worked();
    await kernel.shutdown();
    await expect.poll(() => left(pid)).toEqual(nothing);
  });

  it('after a shutdown in the middle of a query and of a training', async () => {
    const { kernel, pid } = await worked();
    const running = await kernel.send(`
      console.log('busy');
      await Promise.all([
        sql\`SELECT count(*) FROM range(100000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3\`,
        new AccessAnomaly({ tenantCol: 'tenant', threads: 2, maxIter: 1e6 }).fit(toTable(rows)),
      ]);`);
    await kernel.see(running, 'busy');
    await kernel.shutdown();
    await expect.poll(() => left(pid)).toEqual(nothing);
  });

  it('after the server was killed', async () => {
    const { kernel, pid } = await worked();
    kernel.client.kill('SIGKILL');
    await expect.poll(() => left(pid)).toEqual(nothing);
  });
});
