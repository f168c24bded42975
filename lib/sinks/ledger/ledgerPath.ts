import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { sha256 } from '../../saving/manifest.js';

/** Where the ledger of a target is unless another is named. Its folder is made, for this user alone. */
export function ledgerPath(target: string): string {
  const { XDG_STATE_HOME: named = '' } = process.env;
  // The XDG specification ignores what isn't absolute.
  const state = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  const folder = join(state, 'access-anomaly');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `sent-${sha256(target).slice(0, 16)}.duckdb`);
}
