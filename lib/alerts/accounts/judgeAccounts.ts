import type { Table } from 'apache-arrow';
import {
  type AccountOddness,
  type AskedAccount,
  judgeAccounts,
} from '../../evidence/accounts/accountPValues.js';
import {
  type AccountReferences,
  accountReferences,
  type TableTime,
} from '../../evidence/accounts/accountReference.js';
import { sumOfRatios } from '../../evidence/accounts/sumOfRatios.js';
import { hashOf } from '../alertOrder.js';
import { combinedP } from '../combinedP.js';
import type { JudgedAccesses } from '../judgedAccesses.js';
import { type AccountAccesses, accountsIn } from './accountsIn.js';

/** An account of a table, and how odd it is. */
export interface JudgedAccount extends AccountAccesses {
  tenant: string;
  user: string;
  kind: 'known account' | 'newcomer' | 'new tenant' | 'account';
  /** How often a normal account is as odd. */
  p: number;
  /** In how many days a normal account is as odd once; null if there are no windows to tell. */
  everyDays: number | null;
  /**
   * For a newcomer, the same two without accesses to resources that half of all others use; null for all
   * others.
   */
  withoutCommon: Pick<JudgedAccount, 'everyDays' | 'freshEvidence'> | null;
  /** More about how odd it is; null without windows. */
  oddness: AccountOddness | null;
}

/** What else influences how odd an account is. */
interface AccountContext {
  /** The time of the table. */
  time: TableTime;
  /** 1 for each distinct access that already waits for a verdict. */
  isWaiting: Uint8Array;
  /** The waiting accesses that count as normal: see `takenForNormal`. */
  normal: Table | null;
}

/** The accounts of a table, and what they were compared with. */
interface JudgedTable {
  /** The oddest first. */
  accounts: JudgedAccount[];
  /** Null for a model without days. */
  references: AccountReferences | null;
}

export function judgedAccounts(
  judged: JudgedAccesses,
  { time, isWaiting, normal }: AccountContext,
): JudgedTable {
  const { state, accesses } = judged;
  const all = accountsIn(judged, isWaiting);
  const byTenant = new Map<string, AccountAccesses[]>();
  for (const account of all) {
    const tenant = accesses.users.tenantOf(account.code);
    const others = byTenant.get(tenant);
    if (others) others.push(account);
    else byTenant.set(tenant, [account]);
  }
  const references = state.time === null ? null : accountReferences(state, state.time, time, normal);
  const ids = accesses.users.idsOfCodes((references ?? state.counts).users);
  const accounts = [...byTenant].flatMap(([tenant, own]): JudgedAccount[] => {
    const t = state.counts.users.findTenant(tenant);
    const reference = t < 0 ? null : (references?.tenants[t] ?? null);
    const named = own.map((account) => ({ ...account, tenant, user: accesses.users.nameOf(account.code) }));
    if (references === null || reference === null) return judgedByPValues(judged, named, t, ids);
    const asked = (account: AccountAccesses): AskedAccount => ({
      ...{ user: ids[account.code], evidence: account.freshEvidence, novel: account.novel },
      accesses: account.accesses.length - account.waiting,
    });
    const found = judgeAccounts(references, reference, named.map(asked));
    const isNew = found.map(({ kind }) => kind === 'newcomer');
    const rest = named.map((account, n) => (isNew[n] ? withoutCommon(judged, account, t) : account));
    const spared = isNew.includes(true) ? judgeAccounts(references, reference, rest.map(asked)) : found;
    return named.map((account, n) => ({
      ...account,
      kind: found[n].kind,
      p: found[n].p,
      everyDays: found[n].everyDays,
      withoutCommon: isNew[n]
        ? { everyDays: spared[n].everyDays, freshEvidence: rest[n].freshEvidence }
        : null,
      oddness: found[n],
    }));
  });
  // If it is unknown how rare an account is, weights of evidence add up.
  accounts.sort(
    (a, b) =>
      (b.everyDays ?? 0) - (a.everyDays ?? 0) ||
      (b.oddness?.above ?? b.inAll) - (a.oddness?.above ?? a.inAll) ||
      b.evidence - a.evidence ||
      a.p - b.p ||
      hashOfName(a) - hashOfName(b),
  );
  return { accounts, references };
}

/** Without windows to compare with, only accesses can be judged, not how often an account is as odd. */
function judgedByPValues(
  judged: JudgedAccesses,
  accounts: readonly (AccountAccesses & { tenant: string; user: string })[],
  tenant: number,
  ids: Int32Array,
): JudgedAccount[] {
  const { telling, p } = judged;
  return accounts.map((account) => {
    const isNew = tenant >= 0 && ids[account.code] < 0;
    const { freshEvidence } = isNew ? withoutCommon(judged, account, tenant) : account;
    return {
      ...account,
      kind: tenant < 0 ? 'new tenant' : isNew ? 'newcomer' : 'account',
      p: combinedP(account.accesses.length, (n) => p[telling[account.accesses[n]]]),
      ...{ everyDays: null, oddness: null },
      withoutCommon: isNew ? { everyDays: null, freshEvidence } : null,
    };
  });
}

/** An account without its accesses to resources that at least half of the tenant's users use. */
function withoutCommon(
  { state, scores, telling }: JudgedAccesses,
  account: AccountAccesses,
  tenant: number,
): AccountAccesses {
  const { users } = state.tenants[tenant].sizes;
  const { cells, rows } = scores;
  const fresh = account.accesses.subarray(0, account.accesses.length - account.waiting);
  const kept = fresh.filter((access) => cells.numUsers[access] < users / 2);
  if (kept.length === fresh.length) return account;
  const evidence = sumOfRatios(Float64Array.from(kept, (access) => rows.evidence[telling[access]]));
  return { ...account, accesses: kept, waiting: 0, freshEvidence: evidence };
}

/** An order that depends on names only through a hash. */
function hashOfName({ tenant, user }: JudgedAccount): number {
  return hashOf({ tenant, user, res: '' });
}
