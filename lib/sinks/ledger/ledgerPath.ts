import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { visibleText } from '../../base/text/visibleText.js';
import { makeFolder } from '../../saving/makeFolder.js';
import { sha256 } from '../../saving/manifest.js';
import { systemWords } from '../../saving/systemWords.js';

/**
 * The default ledger of a target. Its folder is made, for this user only.
 *
 * @throws Error naming the folder that can't be made
 */
export async function ledgerPath(target: string): Promise<string> {
  const { XDG_STATE_HOME: named = '' } = process.env;
  // The XDG specification ignores relative paths.
  const state = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  const folder = join(state, 'access-anomaly');
  try {
    await makeFolder(folder, 0o700);
  } catch (error) {
    throw new Error(
      `Expected a folder for ledgers at ${visibleText(folder)}, got ${visibleText(systemWords(error))}: name a ledger elsewhere, or another folder by XDG_STATE_HOME`,
    );
  }
  return join(folder, `sent-${sha256(target).slice(0, 16)}.duckdb`);
}
