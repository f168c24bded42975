import { afterAll, describe, expect, it } from 'vitest';
import { Kernel, printed } from './Kernel.js';

describe('interrupting a fit', () => {
  const kernel = Kernel.start('notebooks');
  afterAll(() => kernel.shutdown());

  it.each(["progress('Training')", '{}'])(
    'stops it, with %s, and the kernel stays usable',
    async (options) => {
      await kernel.execute(`
      import { AccessAnomaly, DataFactory, progress, sql } from 'access-anomaly';
      let iterations = 0;
      const training = await sql\`SELECT *, 0 AS tenant FROM \${new DataFactory().createClusteredTrainingData()}\`;`);
      const fit = await kernel.send(`
      await new AccessAnomaly({ maxIter: 1e9 }).fit(training, { ...${options}, onIteration: () => {
        if (iterations++ === 10) console.log('under way');
      } });`);
      await kernel.see(fit, 'under way');
      await kernel.interrupt();
      const { reply } = await kernel.collect(fit);
      expect([reply.status, reply.ename]).toEqual(['error', 'KeyboardInterrupt']);

      // A fit that went on would do so between the turns of the event loop.
      const after = await kernel.execute(`
      const before = iterations;
      for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
      console.log('moved by', iterations - before);`);
      expect(printed(after)).toBe('moved by 0\n');
    },
  );
});
