import { expect, inject, it } from 'vitest';
import { connectSpark } from '../../../lib/spark/connectSpark.js';
import { Kernel, printed } from '../../jupyter/Kernel.js';
import './provided.js';

const { url } = inject('spark');
const kernel = Kernel.start('notebooks');

// Each takes both workers for as long as it runs.
const ENDLESS = 'SELECT sum(sqrt(a.id * b.id)) FROM range(0, 10000000, 1, 8) a CROSS JOIN range(10000000) b';

it('an interrupt of the kernel ends the job on the server within 10 s, and the next cell goes on', async () => {
  await kernel.execute(
    `import { connectSpark } from 'access-anomaly'; const spark = await connectSpark(${JSON.stringify(url)});`,
  );
  const running = await kernel.send(
    `await spark.sql(${JSON.stringify(ENDLESS)}).toTable({ onProgress: ({ running }) => { if (running === 2) console.log('under way'); } });`,
  );
  await kernel.see(running, 'under way');
  const start = performance.now();
  await kernel.interrupt();
  expect((await kernel.collect(running)).reply.ename).toBe('KeyboardInterrupt');
  const other = await connectSpark(url);
  await other.sql('SELECT sum(id) FROM range(0, 100000, 1, 2)').toTable();
  await other.close();
  expect((performance.now() - start) / 1000).toBeLessThan(10);
  const next = await kernel.execute(`console.log((await spark.sql('SELECT 1').count()) + 1)`);
  expect(printed(next)).toBe('2\n');
});

it('a kernel that is shut down in mid-job leaves no job', async () => {
  const running = await kernel.send(
    `await spark.sql(${JSON.stringify(ENDLESS)}).toTable({ onProgress: ({ running }) => { if (running === 2) console.log('under way'); } });`,
  );
  await kernel.see(running, 'under way');
  await kernel.shutdown();
  const start = performance.now();
  const other = await connectSpark(url);
  await other.sql('SELECT sum(id) FROM range(0, 100000, 1, 2)').toTable();
  await other.close();
  expect((performance.now() - start) / 1000).toBeLessThan(20);
});
