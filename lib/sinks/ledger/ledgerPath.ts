import { existsSync, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { visibleText } from '../../base/text/visibleText.js';
import { sha256 } from '../../saving/manifest.js';
import { systemWords } from '../../saving/systemWords.js';

/**
 * Where the ledger of a target is unless another is named. Its folder is made, for this user alone.
 *
 * @throws Error naming the folder that can't be made
 */
export function ledgerPath(target: string): string {
  const { XDG_STATE_HOME: named = '' } = process.env;
  // The XDG specification ignores what isn't absolute.
  const state = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  const folder = join(state, 'access-anomaly');
  try {
    makePrivate(folder);
  } catch (error) {
    throw new Error(
      `Expected a folder for ledgers at ${visibleText(folder)}, got ${systemWords(error)}: name a ledger elsewhere, or another folder by XDG_STATE_HOME`,
    );
  }
  return join(folder, `sent-${sha256(target).slice(0, 16)}.duckdb`);
}

/** Node's own way to make all folders of a path never ends below /proc. */
function makePrivate(folder: string): void {
  if (!existsSync(dirname(folder))) makePrivate(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
