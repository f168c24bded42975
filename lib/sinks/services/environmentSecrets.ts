/** Where `@azure/identity` looks for secrets. */
const IDENTITY = [
  ...['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD', 'AZURE_PASSWORD'],
  ...['IDENTITY_HEADER', 'MSI_SECRET'],
];
/** A proxy's address may have a password in it. */
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'https_proxy', 'http_proxy', 'all_proxy'];

/** The secrets of the environment that may come up while alerts are sent, and so in an error. */
export function environmentSecrets(environment = process.env): string[] {
  const secrets = IDENTITY.map((name) => environment[name]);
  const passwords = PROXIES.map((name) => passwordOf(environment[name]));
  return [...secrets, ...passwords].filter((secret) => secret !== undefined && secret !== '') as string[];
}

function passwordOf(address: string | undefined): string | undefined {
  try {
    return address === undefined ? undefined : decodeURIComponent(new URL(address).password);
  } catch {
    return undefined;
  }
}
