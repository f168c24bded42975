import { accessReader } from './accessReader.js';
import { rowOptionsOf } from './group/judgedRows.js';
import { formatsOf } from './openSources.js';
import { checkReadOptions } from './options/checkReadOptions.js';
import { resolveAccounts } from './options/resolveAccounts.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';

/**
 * Checks all of `readAccess`'s options that can be checked without a log, before one is looked at. If no
 * profile is named, the look at the log may find one.
 *
 * @throws TypeError or RangeError naming an option that can't be used, or what is wrong in a profile's file
 */
export async function checkBefore(options: ReadAccessOptions): Promise<void> {
  const { profile, accounts, failed, timeFormat, ...others } = options;
  if (profile === undefined) {
    checkReadOptions({ failed, profile: 'any' });
    if (accounts) resolveAccounts(accounts, true);
    await accessReader(others);
  } else {
    await accessReader(options);
  }
  rowOptionsOf(options);
  formatsOf({ timeFormat, profile: 'any' });
}
