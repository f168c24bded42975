import { worthMasking } from '../../base/text/worthMasking.js';
import type { Connection } from './connectionString.js';

/** The parts of a connection that must not appear in an error: its token and its headers. */
export function secretsOf({ token, headers }: Pick<Connection, 'token' | 'headers'>): string[] {
  const others = worthMasking(Object.values(headers));
  return token === null ? others : [token, ...others];
}
