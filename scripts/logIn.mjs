// @ts-check
import { readFileSync } from 'node:fs';

/** As lib/notebook/show/showLog.ts has it. */
const LOG_MIME = 'application/vnd.access-anomaly.log+json';

/**
 * What an executed notebook says of its log by `showLog` and `showReport`, a sentence or two each.
 * @param {string} executed
 * @returns {string[]}
 */
export function logIn(executed) {
  /** @type {{ cells: { outputs?: { data?: { [LOG_MIME]?: { log: string } } }[] }[] }} */
  const { cells } = JSON.parse(readFileSync(executed, 'utf8'));
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.flatMap(({ data }) => data?.[LOG_MIME]?.log ?? []);
}
