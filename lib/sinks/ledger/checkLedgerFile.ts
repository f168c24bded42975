import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { visibleText } from '../../base/text/visibleText.js';

/**
 * Refuses a path where DuckDB can't have a ledger, with a clearer error than DuckDB's.
 *
 * @throws Error naming the path, and what is there instead; RangeError if it has a `?`
 */
export async function checkLedgerFile(path: string): Promise<void> {
  const shown = visibleText(path);
  // DuckDB takes the rest for options, and would write its log of changes to another file.
  if (path.includes('?')) throw new RangeError(`Expected a ledger without ? in its path, got ${shown}`);
  const folder = dirname(path);
  const above = await stat(folder).catch(() => null);
  if (!above?.isDirectory()) {
    const got = above === null ? 'none there' : 'something else';
    throw new Error(
      `Expected the ledger ${shown} in a folder, got ${got}: make the folder ${visibleText(folder)}, or name another ledger`,
    );
  }
  const own = await stat(path).catch(() => null);
  if (own !== null && !own.isFile()) {
    throw new Error(
      `Expected ${shown} to be a ledger of sent alerts, got ${own.isDirectory() ? 'a folder' : 'no plain file'}: name a file`,
    );
  }
}
