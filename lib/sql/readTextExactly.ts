import { createRequire } from 'node:module';

/**
 * Makes DuckDB's package read text as it stands. Its decoder takes a byte order mark off the beginning, so that two names
 * would become one, and it has no option for that. (What Arrow then makes of such a name: see tables/inexactRow.ts.)
 */
export function readTextExactly(): void {
  const require = createRequire(import.meta.url);
  const accessors: {
    textDecoder: InstanceType<typeof TextDecoder>;
  } = require('@duckdb/node-api/lib/vectors/dataAccessors.js');
  accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
}
