// @ts-check
import { startSpark } from 'access-anomaly/spark';
import { setup as setupProject } from '../../../scripts/setup/setup.mjs';

/**
 * A standalone cluster: a master and two workers, with Spark Connect before it, one for all tests; and the
 * environment of kernels.
 * @param {{ provide: (key: string, value: unknown) => void }} project
 */
export async function setup({ provide }) {
  // These servers live for minutes: half of their CPU time would go into a second compiler, parallel
  // collectors and checks of Spark's own classes.
  process.env.JAVA_TOOL_OPTIONS ??=
    '-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
  // A run starts Python often: what it compiles is to be kept.
  delete process.env.PYTHONDONTWRITEBYTECODE;
  const { executable, env } = await setupProject();
  provide('python', { executable, env });
  const server = await startSpark({
    workers: 2,
    memory: '2g',
    onStep: (text) => console.log(`spark       ${text}`),
  });
  provide('spark', { url: server.url, pids: server.pids, folder: server.folder });
  return () => server.stop();
}
