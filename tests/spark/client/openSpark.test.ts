import { expect, it, onTestFinished, vi } from 'vitest';
import { SparkError } from '../../../lib/doors/spark.js';
import { openSpark } from '../../../lib/spark/openSpark.js';
import { fakeServer, type Handlers } from './fakeServer.js';

// A process of its own, which nothing here needs.
vi.mock('../../../lib/spark/client/releaseAtExit.js', () => ({ releaseAtExit: () => () => {} }));

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

it.each(['4.0.1', '3.5.9', '', 'unknown'])('refuses Spark %j', async (version) => {
  const url = await urlOf(async () => ({ result: { case: 'sparkVersion', value: { version } } }));
  const error = await openSpark(url, {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SparkError);
  expect(String(error)).toMatch(/^SparkError: Expected Spark 4\.1 or later at 127\.0\.0\.1:\d+, got "/);
});

it.each(['4.1.4', '4.2.0-SNAPSHOT', '5.0.0', '10.0.0'])('takes Spark %j', async (version) => {
  const url = await urlOf(async () => ({ result: { case: 'sparkVersion', value: { version } } }));
  // Next it would have a query answered, which this server doesn't know.
  await expect(openSpark(url, {})).rejects.toThrow('to read a table, got one that');
});

it('does not say the token that a server gives for its version', async () => {
  const url = await urlOf(async () => ({
    result: { case: 'sparkVersion', value: { version: 'a-secret-that-nobody-may-see' } },
  }));
  const error = await openSpark(`${url}/;token=a-secret-that-nobody-may-see`, {}).catch(String);
  expect(error).toMatch(/^SparkError: Expected Spark 4\.1 or later at 127\.0\.0\.1:\d+, got "\*\*\*"$/);
});
