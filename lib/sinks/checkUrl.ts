import { PLACES_OF_SECRETS, refuseSecrets, type ServiceName } from './secrets.js';

interface UrlRules {
  /** The URL's name, for errors. */
  name: string;
  service: ServiceName;
  /** Whether it may have parameters after a `?`. Default: false. */
  parameters?: boolean;
}

/**
 * Checks the URL of a service: https, without a secret in it.
 *
 * @throws RangeError or TypeError that doesn't repeat the text, which may hold a secret
 */
export function checkUrl(text: unknown, { name, service, parameters = false }: UrlRules): URL {
  const url = parseUrl(text);
  if (url === null) {
    const Wrong = typeof text === 'string' ? RangeError : TypeError;
    throw new Wrong(`Expected ${name} to be a URL that begins with https://, got something else`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new RangeError(
      `Expected no secret in ${name}, got a name or a password: ${PLACES_OF_SECRETS[service]}`,
    );
  }
  refuseSecrets(url.searchParams.keys(), service);
  if (url.protocol !== 'https:') {
    const got = url.protocol === 'http:' ? 'http://' : 'another scheme';
    throw new RangeError(`Expected ${name} to begin with https://, got ${got}`);
  }
  if (url.hash !== '' || (!parameters && url.search !== '')) {
    throw new RangeError(
      `Expected ${name} to end with its path, got more behind ${url.hash ? 'a #' : 'a ?'}`,
    );
  }
  return url;
}

/** Null if it is invalid: Node's own error would repeat the text. */
function parseUrl(text: unknown): URL | null {
  try {
    return typeof text === 'string' ? new URL(text) : null;
  } catch {
    return null;
  }
}
