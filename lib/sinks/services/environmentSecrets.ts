import { worthMasking } from '../../base/text/worthMasking.js';

/** Where `@azure/identity` looks for secrets. */
const IDENTITY = [
  ...['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD', 'AZURE_PASSWORD'],
  ...['IDENTITY_HEADER', 'MSI_SECRET'],
];
/** A proxy's address may have a password in it. */
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'https_proxy', 'http_proxy', 'all_proxy'];

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
/**
 * User and password of an address without a scheme, also if no URL could have them: users write such
 * addresses.
 */
const USER_PASSWORD = /^([^:]*):(.*)@/s;

/** The secrets in the environment that may appear in an error while alerts are sent. */
export function environmentSecrets(environment = process.env): string[] {
  const secrets = IDENTITY.map((name) => environment[name]);
  return worthMasking([...secrets, ...PROXIES.flatMap((name) => secretsOf(environment[name] ?? ''))]);
}

/**
 * The password as it is written and decoded, and what a proxy is sent: user and password in Base64 (Basic).
 */
function secretsOf(address: string): string[] {
  const [, user, password = ''] = USER_PASSWORD.exec(address.replace(SCHEME, '')) ?? [];
  if (password === '') return [];
  const meant = decoded(password);
  const pairs = [`${user}:${password}`, `${decoded(user)}:${meant}`];
  return [password, meant, ...pairs.map((pair) => Buffer.from(pair).toString('base64'))];
}

/** The decoded text, or the text as it is if it isn't percent-encoded throughout. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
