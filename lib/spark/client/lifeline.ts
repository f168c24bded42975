import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A line to a process that does its work once the line is cut: when we let go, or are no more. */
export interface Lifeline {
  tell(line: string): void;
  /** Lets go, and there is nothing left to do. */
  cut(): void;
}

/** What says that the line isn't cut by our end, but by us. */
export const LAST_WORD = 'over';

/** What of the environment a connection of ours went by; the rest of it may be secret. */
const NETWORK = [
  ...['NODE_EXTRA_CA_CERTS', 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'GRPC_SSL_CIPHER_SUITES'],
  ...['grpc_proxy', 'https_proxy', 'http_proxy', 'no_grpc_proxy', 'no_proxy'],
];

/**
 * Starts a script of this package as a small process that outlives ours, however ours ends, and knows when it has: it holds a pipe
 * whose other end is here.
 *
 * @param script waits by `untilCut`, then does its work
 * @param importer `import.meta.url` of who is beside it
 */
export function lifeline(script: string, importer: string): Lifeline {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, importer))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: Object.fromEntries(NETWORK.map((name) => [name, process.env[name]])),
  });
  // Who can't be guarded still works.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return {
    // What is told goes through the pipe: arguments and environments can be read by others.
    tell: (line) => void child.stdin.write(`${line}\n`),
    cut: () => void child.stdin.end(`${LAST_WORD}\n`),
  };
}
