import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import {
  ACCOUNT_KINDS,
  type AccountKind,
  type Accounts,
  type AccountTreatment,
} from '../profiles/Profile.js';
import type { ReadAccessOptions } from '../ReadAccessOptions.js';

/** @throws RangeError naming a kind or a treatment that there isn't */
export function resolveAccounts(accounts: NonNullable<ReadAccessOptions['accounts']>): Accounts {
  const given = typeof accounts === 'string' ? parseAccounts(accounts) : accounts;
  checkNames('accounts', given, [...ACCOUNT_KINDS]);
  for (const [kind, treatment] of Object.entries(given)) {
    expectOneOf(`accounts.${kind}`, treatment, ['keep', 'leaveOut', 'apart']);
  }
  return { person: 'keep', machine: 'leaveOut', service: 'leaveOut', anonymous: 'leaveOut', ...given };
}

/** `machine=keep, service=apart` */
function parseAccounts(text: string): Partial<Record<AccountKind, AccountTreatment>> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const wrong = pairs.find((parts) => parts.length !== 2);
  if (wrong) {
    throw new RangeError(`Expected accounts like 'machine=keep, service=apart', got ${describe(text)}`);
  }
  return Object.fromEntries(pairs);
}
