import { expect, inject, it } from 'vitest';
import { Kernel, printed } from '../../jupyter/Kernel.js';
import { quietSecondsSince } from '../../quietSecondsSince.js';
import { allIdle } from './allIdle.js';
import './provided.js';

const { url } = inject('spark');
const ENDLESS = 'SELECT sum(sqrt(a.id * b.id)) FROM range(0, 10000000, 1, 8) a CROSS JOIN range(10000000) b';

/** A kernel with a job on both workers. */
async function busyKernel() {
  const kernel = Kernel.start('notebooks');
  await kernel.execute(
    `import { connectSpark } from 'access-anomaly/spark'; const spark = await connectSpark(${JSON.stringify(url)});`,
  );
  const running = await kernel.send(
    `await spark.sql(${JSON.stringify(ENDLESS)}).toTable({ onProgress: ({ running }) => { if (running === 2) console.log('under way'); } });`,
  );
  await kernel.see(running, 'under way');
  return { kernel, running };
}

/** Seconds until the workers are free again. */
async function secondsUntilIdle(): Promise<number> {
  const start = performance.now();
  await allIdle(url);
  return quietSecondsSince(start);
}

it('an interrupt of the kernel ends the job on the server within 10 s, and the next cell goes on', async () => {
  const { kernel, running } = await busyKernel();
  await kernel.interrupt();
  expect((await kernel.collect(running)).reply.ename).toBe('KeyboardInterrupt');
  expect(await secondsUntilIdle()).toBeLessThan(10);
  const next = await kernel.execute(`console.log((await spark.sql('SELECT 1').count()) + 1)`);
  expect(printed(next)).toBe('2\n');
  await kernel.shutdown();
});

it('a kernel that is shut down in mid-job leaves no job', async () => {
  const { kernel } = await busyKernel();
  await kernel.shutdown();
  expect(await secondsUntilIdle()).toBeLessThan(20);
});
