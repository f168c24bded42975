import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The last line if there is nothing left to do. */
const CANCELLED = 'cancelled';

/** The settings of gRPC's connections. The rest of the environment may be secret. */
const NETWORK = [
  ...['NODE_EXTRA_CA_CERTS', 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'GRPC_SSL_CIPHER_SUITES'],
  ...['grpc_proxy', 'https_proxy', 'http_proxy', 'no_grpc_proxy', 'no_proxy'],
];

/**
 * Starts a script of this package as a small process, which does its work when our process ends, even if it
 * is killed: then a pipe between the two closes.
 *
 * @param script awaits `untilParentEnds`, then does its work
 * @param importer `import.meta.url` of the file beside it
 */
export function runAtExit(script: string, importer: string) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, importer))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: Object.fromEntries(NETWORK.map((name) => [name, process.env[name]])),
  });
  // If it can't be started, our own work goes on.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    /** Sends the process a line through the pipe: other users can read arguments and environments. */
    tell: (line: string) => void child.stdin.write(`${line}\n`),
    /** Ends the process: nothing is left to do. */
    cancel: () => void child.stdin.end(`${CANCELLED}\n`),
  };
}

/**
 * For the script: waits until its parent ends or cancels it.
 *
 * @returns the lines that it received; null if there is nothing left to do
 */
export async function untilParentEnds(): Promise<string[] | null> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) text += chunk;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 || lines.at(-1) === CANCELLED ? null : lines;
}
