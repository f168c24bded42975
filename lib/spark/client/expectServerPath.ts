import { expectText } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';

/**
 * A path that doesn't depend on the folder in which the server runs.
 *
 * @throws TypeError if it isn't text; RangeError if it is relative
 */
export function expectServerPath(name: string, path: unknown): string {
  const text = expectText(name, path);
  if (text.startsWith('/') || /^[a-z][a-z\d+.-]*:/i.test(text)) return text;
  throw new RangeError(
    `Expected ${name} to be absolute on the server (/data/logs), or a URI (s3a://logs/2026-01), got ${describe(text)}`,
  );
}
