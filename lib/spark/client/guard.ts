import type { Connection } from './connectionString.js';
import type { Identity } from './execute.js';
import { lifeline } from './lifeline.js';

/** Who is to be released. */
export interface Guarded {
  connection: Connection;
  identity: Identity;
}

/**
 * Has a session released when this process ends, however it ends. (A server would keep the session, and go on with its job, for an
 * hour.)
 *
 * @returns calls the guard off, once the session is released
 */
export function guardSession(connection: Connection, identity: Identity): () => void {
  const line = lifeline('./guardian.js', import.meta.url);
  line.tell(JSON.stringify({ connection, identity } satisfies Guarded));
  return () => line.cut();
}
