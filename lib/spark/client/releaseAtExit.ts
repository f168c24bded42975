import type { Connection } from './connectionString.js';
import type { Identity } from './execute.js';
import { runAtExit } from './runAtExit.js';

/** A session that is to be released. */
export interface OpenSession {
  connection: Connection;
  identity: Identity;
}

/**
 * Has a session released when this process ends, even if it is killed. Otherwise a server would keep the
 * session, and go on with its job, for an hour.
 *
 * @returns cancels it, once the session is released
 */
export function releaseAtExit(session: OpenSession): () => void {
  const task = runAtExit('./releaseProcess.js', import.meta.url);
  task.tell(JSON.stringify(session));
  return task.cancel;
}
