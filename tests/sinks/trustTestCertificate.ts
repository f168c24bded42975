import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { vi } from 'vitest';

export const CERTIFICATE = 'tests/fixtures/tls/certificate.pem';

/**
 * Has this process trust the test's certificate: the SDK makes agents of its own, so that a global one's ca
 * is of no use.
 */
export function trustTestCertificate(): void {
  const ca = readFileSync(CERTIFICATE);
  const { createConnection } = Agent.prototype;
  vi.spyOn(Agent.prototype, 'createConnection').mockImplementation(function (this: Agent, options, callback) {
    return createConnection.call(this, { ...options, ca } as typeof options, callback);
  });
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']) {
    vi.stubEnv(name, undefined);
  }
}
