import { describe } from '../../base/text/describe.js';

/** The parts of a connection string. */
export interface Connection {
  /** `host:port`. */
  address: string;
  useSsl: boolean;
  /** Sent as a bearer token. */
  token: string | null;
  userId: string;
  /** The program that asks, for the server's logs: `user_agent`. */
  clientType: string;
  /** Headers of every request, from parameters that clients don't know. */
  headers: Readonly<Record<string, string>>;
}

const DEFAULT_PORT = 15002;

/** Names or addresses. Errors quote nothing else of a string, since a token may be anywhere in it. */
const HOST = String.raw`(\[[\da-fA-F:.]+\]|[\p{L}\p{N}._-]+)(?::(\d{1,5}))?`;
const WHOLE = new RegExp(`^sc://${HOST}/?(?:;(.*))?$`, 'u');
const START = new RegExp(`^[a-z]{1,8}://${HOST}(?=$|[/;?#])`, 'u');
/** The values that gRPC accepts as headers. */
const PRINTABLE = /^[\x20-\x7e]+$/;
const NAME = /^[\w.-]+$/;

/**
 * Reads a connection string of Spark Connect (client-connection-string.md):
 * `sc://host:port/;token=...;use_ssl=true`. A token needs TLS, except to this machine.
 *
 * @param url default: the environment's SPARK_REMOTE
 * @throws RangeError or TypeError if it can't be read; the error never quotes the token
 */
export function readConnection(url: string | undefined, environment = process.env): Connection {
  const given = url ?? environment.SPARK_REMOTE?.trim();
  if (given === undefined || given === '') {
    throw new RangeError(
      'Expected a connection string such as sc://host:15002, or one in the environment variable SPARK_REMOTE, got none',
    );
  }
  if (typeof given !== 'string') {
    throw new TypeError(`Expected a connection string such as sc://host:15002, got ${describe(given)}`);
  }
  const match = WHOLE.exec(given);
  if (!match) {
    const start = START.exec(given)?.[0];
    const got = start === undefined ? 'another text' : `"${start}"${start === given ? '' : ' and more'}`;
    throw new RangeError(`Expected a connection string such as sc://host:15002/;use_ssl=true, got ${got}`);
  }
  const [, host, port = String(DEFAULT_PORT), list = ''] = match;
  if (Number(port) < 1 || Number(port) > 65_535) {
    throw new RangeError(`Expected a port from 1 to 65535 in the connection string, got ${port}`);
  }
  const {
    use_ssl: ssl,
    user_id: userId,
    user_agent: clientType = 'access-anomaly',
    session_id: session,
    token: ownToken,
    ...headers
  } = readParameters(list);
  if (ssl !== undefined && ssl !== 'true' && ssl !== 'false') {
    throw new RangeError('Expected use_ssl to be true or false in the connection string, got something else');
  }
  if (session !== undefined) {
    throw new RangeError(
      'Expected no session_id in the connection string: each connection has a session of its own, got one',
    );
  }
  // A token from a file often ends in a new line.
  const token = ownToken ?? (environment.SPARK_CONNECT_AUTHENTICATE_TOKEN?.trim() || null);
  if (token !== null) expectPrintable('a token', token);
  for (const [name, value] of Object.entries(headers)) expectHeader(name, value);
  const needsSsl = token !== null && !isHere(host);
  const useSsl = ssl === undefined ? needsSsl : ssl === 'true';
  if (needsSsl && !useSsl) {
    throw new RangeError(
      `Expected use_ssl=true beside a token for ${host}: without TLS anybody on the way could read it, got use_ssl=false`,
    );
  }
  return {
    address: `${host}:${port}`,
    useSsl,
    token,
    userId: userId ?? environment.USER ?? 'access-anomaly',
    clientType,
    headers,
  };
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function readParameters(list: string): Record<string, string> {
  const parts = list.split(';').filter((part) => part !== '');
  const pairs = parts.map((part) => {
    const at = part.indexOf('=');
    if (at > 0) return [part.slice(0, at), decoded(part.slice(at + 1))] as const;
    throw new RangeError(
      `Expected parameters name=value in the connection string, got one without a ${at < 0 ? 'value' : 'name'}`,
    );
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new RangeError(
      'Expected percent-encoded values of UTF-8 in the connection string (%25 for a percent sign), got another',
    );
  }
}

function expectPrintable(what: string, value: string): void {
  if (PRINTABLE.test(value)) return;
  const got = value === '' ? 'none' : 'one with others';
  throw new RangeError(`Expected ${what} to be of printable ASCII characters, got ${got}`);
}

function expectHeader(name: string, value: string): void {
  // gRPC expects bytes in a header whose name ends in -bin.
  if (!NAME.test(name) || /-bin$/i.test(name)) {
    throw new RangeError(
      'Expected parameters of the connection string to have names of ASCII letters, digits, "_", "." and "-", not in -bin, got another',
    );
  }
  if (/^authorization$/i.test(name)) {
    throw new RangeError('Expected token=... in the connection string, got a header authorization');
  }
  expectPrintable(`the value of each header in the connection string`, value);
}
