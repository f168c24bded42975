import type { Connection } from './connectionString.js';

/** A shorter header is no secret, and would be found in other words. */
const SHORTEST = 4;

/** What of a connection is never to be seen in an error: its token, and its headers. */
export function secretsOf({ token, headers }: Pick<Connection, 'token' | 'headers'>): string[] {
  const long = Object.values(headers).filter((value) => value.length >= SHORTEST);
  return token === null ? long : [token, ...long];
}
