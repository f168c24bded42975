import { describe } from '../../text/describe.js';

/** Where a Spark Connect server is, and who asks. */
export interface Connection {
  /** `host:port`. */
  address: string;
  useSsl: boolean;
  /** Sent as a bearer token. */
  token: string | null;
  userId: string;
  /** Headers of every request: the parameters that mean nothing to a client. */
  headers: Readonly<Record<string, string>>;
}

const DEFAULT_PORT = 15002;

/**
 * Reads a connection string of Spark Connect's (client-connection-string.md): `sc://host:port/;token=...;use_ssl=true`. A token
 * takes TLS, but on this machine itself.
 *
 * @param url without one, the environment's SPARK_REMOTE
 * @throws RangeError or TypeError where it is none; the token is never said
 */
export function readConnection(url: string | undefined, environment = process.env): Connection {
  const given = url ?? environment.SPARK_REMOTE;
  if (given === undefined || given === '') {
    throw new RangeError(
      'Expected a connection string such as sc://host:15002, or one in the environment variable SPARK_REMOTE, got none',
    );
  }
  if (typeof given !== 'string') {
    throw new TypeError(`Expected a connection string such as sc://host:15002, got ${describe(given)}`);
  }
  const match = /^sc:\/\/(\[[\da-fA-F:]+\]|[^/:;]+)(?::(\d{1,5}))?\/?(?:;(.*))?$/.exec(given);
  if (!match) {
    const visible = given.split(';')[0];
    throw new RangeError(
      `Expected a connection string such as sc://host:15002/;use_ssl=true, got "${visible}"`,
    );
  }
  const [, host, port = String(DEFAULT_PORT), list = ''] = match;
  const parameters = new Map(
    list
      .split(';')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        if (at <= 0) {
          throw new RangeError(
            `Expected parameters name=value in the connection string, got one without a ${at < 0 ? 'value' : 'name'}`,
          );
        }
        return [part.slice(0, at), decodeURIComponent(part.slice(at + 1))] as const;
      }),
  );
  if (Number(port) < 1 || Number(port) > 65_535) {
    throw new RangeError(`Expected a port from 1 to 65535 in the connection string, got ${port}`);
  }
  const token = parameters.get('token') ?? environment.SPARK_CONNECT_AUTHENTICATE_TOKEN ?? null;
  const {
    use_ssl: ssl,
    user_id: userId,
    user_agent: _,
    session_id: session,
    token: __,
    ...headers
  } = Object.fromEntries(parameters);
  if (ssl !== undefined && ssl !== 'true' && ssl !== 'false') {
    throw new RangeError(
      `Expected use_ssl to be true or false in the connection string, got ${describe(ssl)}`,
    );
  }
  if (session !== undefined) {
    throw new RangeError(
      'Expected no session_id in the connection string: each connection has a session of its own, got one',
    );
  }
  const useSsl = ssl === undefined ? token !== null && !isHere(host) : ssl === 'true';
  if (token !== null && !useSsl && !isHere(host)) {
    throw new RangeError(
      `Expected use_ssl=true beside a token for ${host}: without TLS anybody on the way could read it, got use_ssl=false`,
    );
  }
  return {
    address: `${host}:${port}`,
    useSsl,
    token,
    userId: userId ?? environment.USER ?? 'access-anomaly',
    headers,
  };
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
