import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Connection } from './connectionString.js';
import type { Identity } from './execute.js';

/** Who is to be released. */
export interface Guarded {
  connection: Connection;
  identity: Identity;
}

/**
 * Has a session released when this process ends, however it ends: a small process of its own holds a pipe whose other end is
 * ours, and releases the session once it closes. (A server would keep the session, and go on with its job, for an hour.)
 *
 * @returns calls the guard off, once the session is released
 */
export function guardSession(connection: Connection, identity: Identity): () => void {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./guardian.js', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  });
  // Who can't be guarded still works.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  // The token goes through the pipe: arguments and environments can be read by others.
  child.stdin.write(`${JSON.stringify({ connection, identity } satisfies Guarded)}\n`);
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return () => child.stdin.end('released\n');
}
