import { checkNames } from '../../base/checks/checkNames.js';
import { describe } from '../../base/text/describe.js';
import { nearest } from '../../base/text/nearest.js';
import {
  ACCOUNT_KINDS,
  ACCOUNT_TREATMENTS,
  type AccountChoices,
  type AccountKind,
  type Accounts,
  type AccountTreatment,
  type NamedAccounts,
} from '../profiles/Profile.js';
import type { ReadAccessOptions } from '../ReadAccessOptions.js';

/**
 * What to do with each kind of accounts, and the accounts that are of a kind by name. Only a profile knows
 * kinds by itself.
 *
 * @throws TypeError or RangeError naming an unknown kind, or a value that is neither a treatment nor a name
 */
export function resolveAccounts(
  accounts: NonNullable<ReadAccessOptions['accounts']>,
  hasProfile: boolean,
): AccountChoices {
  const given: object = typeof accounts === 'string' ? parseAccounts(accounts) : accounts;
  checkNames('accounts', given, [...ACCOUNT_KINDS]);
  const treatments: Accounts = {
    ...{ person: 'keep', machine: 'leaveOut', service: 'leaveOut', anonymous: 'leaveOut' },
  };
  const named: NamedAccounts[] = [];
  for (const kind of ACCOUNT_KINDS) {
    const value: unknown = (given as Partial<Record<AccountKind, unknown>>)[kind];
    if (value === undefined) continue;
    const { treatment, patterns } = choiceOf(kind, value);
    if (!hasProfile && patterns.length === 0) {
      throw new RangeError(
        'Expected a profile beside accounts, got none; without one, accounts are named: service=svc_*',
      );
    }
    if (treatment !== undefined) treatments[kind] = treatment;
    // Named persons are kept like other persons.
    const ownTreatment = treatment ?? (kind === 'person' ? 'keep' : 'apart');
    if (patterns.length > 0) named.push({ kind, patterns, treatment: ownTreatment });
  }
  return { treatments, named };
}

/** `machine=keep, service=svc_*|backup`: the text after the first `=` may contain more of them. */
function parseAccounts(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
  });
  if (pairs.some(([kind]) => kind === '')) {
    throw new RangeError(
      `Expected accounts like 'machine=keep, service=apart' or 'service=svc_*', got ${describe(text)}`,
    );
  }
  return Object.fromEntries(pairs);
}

function choiceOf(kind: AccountKind, value: unknown): { treatment?: AccountTreatment; patterns: string[] } {
  const isList = Array.isArray(value);
  const words: unknown[] = isList ? value : typeof value === 'string' ? value.split('|') : [value];
  const fail = (got: unknown, remedy = ''): never => {
    const Wrong = typeof got === 'string' || isList ? RangeError : TypeError;
    throw new Wrong(
      `Expected accounts.${kind} to be 'keep', 'leaveOut' or 'apart', or names of accounts with * for any characters, as svc_* or svc_*|backup, got ${describe(got)}${remedy}`,
    );
  };
  if (words.length === 0) fail(value);
  const patterns: string[] = [];
  let treatment: AccountTreatment | undefined;
  for (const each of words) {
    if (typeof each !== 'string') return fail(each);
    const word = each.trim();
    const known = ACCOUNT_TREATMENTS.find((one) => one === word);
    if (known !== undefined) {
      if (treatment !== undefined && treatment !== known) fail(value);
      treatment = known;
    } else if (/^\**$/.test(word)) {
      fail(value, word === '' ? '' : ': that is every account');
    } else {
      // A misspelled treatment would count as a name that nobody has.
      const near = isList || word.includes('*') ? undefined : nearest(word, ACCOUNT_TREATMENTS);
      if (near !== undefined) fail(value, ` (${near}?)`);
      patterns.push(word);
    }
  }
  return { treatment, patterns };
}
