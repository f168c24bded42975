import { expect, it, onTestFinished, vi } from 'vitest';
import { openSpark } from '../../../lib/spark/openSpark.js';
import { fakeServer, type Handlers } from './fakeServer.js';

// A process of its own, which nothing here needs.
vi.mock('../../../lib/spark/client/guard.js', () => ({ guardSession: () => () => {} }));

async function urlOf(analyzePlan: Handlers['analyzePlan']) {
  const server = await fakeServer({ releaseSession: async () => ({}), analyzePlan });
  onTestFinished(server.stop);
  return server.url;
}

it('heeds an abort from its first request on', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const url = await urlOf(() => {
    controller.abort(reason);
    return new Promise(() => {});
  });
  await expect(openSpark(url, { signal: controller.signal })).rejects.toBe(reason);
  await expect(openSpark(url, { signal: controller.signal })).rejects.toBe(reason);
});
