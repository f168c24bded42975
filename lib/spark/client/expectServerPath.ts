import { expectText } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';

/**
 * @throws TypeError or RangeError where it isn't a path that means the same wherever the server runs: a relative one would be of the
 * folder that the server happens to work in
 */
export function expectServerPath(name: string, path: unknown): string {
  const text = expectText(name, path);
  if (text.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(text)) return text;
  throw new RangeError(
    `Expected ${name} to be absolute on the server (/data/logs), or a URI (s3a://logs/2026-01), got ${describe(text)}`,
  );
}
