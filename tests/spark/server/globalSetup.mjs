// @ts-check
import { startSpark } from 'access-anomaly';

/**
 * A standalone cluster: a master and two workers, with Spark Connect before it. One for all tests.
 * @param {{ provide: (key: string, value: unknown) => void }} project
 */
export async function setup({ provide }) {
  const server = await startSpark({
    workers: 2,
    memory: '2g',
    onStep: (text) => console.log(`spark       ${text}`),
  });
  provide('spark', { url: server.url, pids: server.pids, folder: server.folder });
  return () => server.stop();
}
