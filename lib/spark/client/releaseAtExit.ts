import type { Connection } from './connectionString.js';
import type { Identity } from './execute.js';
import { runAtExit } from './runAtExit.js';

/** A session that is to be released. */
export interface OpenSession {
  connection: Connection;
  identity: Identity;
}

/**
 * Releases a session when this process ends, even if it is killed. Otherwise a server would keep the session,
 * and continue its job, for an hour.
 *
 * @returns a function that cancels this, once the session is released
 */
export function releaseAtExit(session: OpenSession): () => void {
  const task = runAtExit('./releaseProcess.js', import.meta.url);
  task.tell(JSON.stringify(session));
  return task.cancel;
}
