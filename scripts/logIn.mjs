// @ts-check
import { readFileSync } from 'node:fs';

/** As lib/notebook/showLog.ts has it. */
const LOG_MIME = 'application/vnd.access-anomaly.log+json';

/**
 * What an executed notebook says of its log by `showLog`.
 * @param {string} executed
 * @returns {string | null} null where it says nothing of it
 */
export function logIn(executed) {
  /** @type {{ cells: { outputs?: { data?: { [LOG_MIME]?: { log: string } } }[] }[] }} */
  const { cells } = JSON.parse(readFileSync(executed, 'utf8'));
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.find(({ data }) => data?.[LOG_MIME])?.data?.[LOG_MIME]?.log ?? null;
}
