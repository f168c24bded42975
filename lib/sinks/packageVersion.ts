import { createRequire } from 'node:module';

/** The version of this package, as its package.json has it. */
export function packageVersion(): string {
  // By the package's own name: the same from lib/ and from lib/dist.
  const { version } = createRequire(import.meta.url)('access-anomaly/package.json') as { version: string };
  return version;
}
