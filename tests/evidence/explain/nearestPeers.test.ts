import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { type Row, tableOf } from '../evidenceTables.js';

/** Forty accounts in five departments, each at the share of all and at one of the department's 23. */
const STAFF: Row[] = Array.from({ length: 40 }, (_, n) => ({
  user: `u${n}`,
  department: n % 5,
  at: n,
})).flatMap(({ user, department, at }) =>
  ['all', `d${department}-${at % 23}`, `d${department}-${(3 * at) % 4}`].map((res) => ({
    ...{ tenant: 't', user, res, likelihood: 1 },
  })),
);
const SHARES = ['all', ...Array.from({ length: 117 }, (_, n) => `d${n % 5}-${Math.floor(n / 5)}`)];
const nightly = (user: string) => SHARES.map((res) => ({ tenant: 't', user, res, likelihood: 60 }));

const peersIn = async (rows: Row[]) => {
  const model = await new AccessEvidence().fit(tableOf(rows));
  return model.peersOf(tableOf(rows)).toArray() as {
    UserPrincipalName: string;
    PeerUserPrincipalName: string;
    Rank: number;
  }[];
};

describe('nearest peers', () => {
  it('are nobody who reads everything, where others share something', async () => {
    const peers = await peersIn([...STAFF, ...nightly('svc_backup')]);
    const named = peers.filter(({ UserPrincipalName }) => UserPrincipalName !== 'svc_backup');
    expect(named.length).toBeGreaterThan(400);
    expect(named.map(({ PeerUserPrincipalName }) => PeerUserPrincipalName)).not.toContain('svc_backup');
  });

  it('are of who reads everything the others, its like first', async () => {
    const peers = await peersIn([...STAFF, ...nightly('svc_backup'), ...nightly('svc_index')]);
    const own = peers.filter(({ UserPrincipalName }) => UserPrincipalName === 'svc_backup');
    expect(own[0].PeerUserPrincipalName).toBe('svc_index');
    expect(own).toHaveLength(12);
  });

  it('are who reads everything where nobody else shares anything', async () => {
    const rows = [...STAFF, ...nightly('svc_backup'), { ...STAFF[0], user: 'alone', res: 'd4-22' }];
    const peers = await peersIn(rows);
    const own = peers.filter(({ UserPrincipalName }) => UserPrincipalName === 'alone');
    expect(own.map(({ PeerUserPrincipalName }) => PeerUserPrincipalName)).toEqual(['svc_backup']);
  });
});
