import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceStateOf } from '../../../lib/evidence/AccessEvidenceModel.js';
import { judgeAccounts } from '../../../lib/evidence/accounts/accountPValues.js';
import { accountReferences } from '../../../lib/evidence/accounts/accountReference.js';
import { expectedNovelty, noveltyTail } from '../../../lib/evidence/accounts/negativeBinomial.js';
import { windowAccounts } from '../../../lib/evidence/accounts/windowAccounts.js';
import { logOfModel } from '../../../lib/evidence/time/logOfModel.js';
import { plainEvidenceTail } from '../../oracles/plainAccounts.js';
import { fitLog, type LogRow, someLog, TODAY } from '../logTables.js';

/** A log of people who come each day and do little that is new. */
function officeLog(numDays: number): LogRow[] {
  return Array.from({ length: numDays }, (_, day) =>
    Array.from({ length: 12 }, (_, u) =>
      [0, 1, 2].map((k): LogRow => {
        const res = k === 2 && (day * 7 + u) % 23 === 0 ? `r${(day + u) % 30}` : `r${(u % 4) * 5 + k}`;
        return { tenant: 't', user: `u${u}`, res, day: TODAY - numDays + day, hour: 9 + (u % 3), zone: null };
      }),
    ),
  ).flat(2);
}

const params = { hourCol: null, contextCols: [], threads: 1 };
const unknownDay = { days: 1, isWeekend: null };

async function referencesOf(rows: readonly LogRow[], days = 1) {
  const state = evidenceStateOf(await fitLog(rows, params), 'model');
  return { state, references: accountReferences(state, state.time!, { ...unknownDay, days }) };
}

describe('judgeAccounts', () => {
  it('gives the p-values that loops give', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, fc.double({ min: -5, max: 20, noNaN: true }), async (rows, evidence) => {
        fc.pre(rows.length > 0);
        const { state, references } = await referencesOf(rows);
        const [reference] = references.tenants;
        if (reference === null) return;
        const { names } = state.counts.users;
        const plain = windowAccounts(state, logOfModel(state.counts, state.time!), 1).flatMap(
          ({ user, ...window }) =>
            Array.from(user, (id, n) => ({
              name: names[id],
              evidence: window.evidence[n],
              novel: window.novel[n],
              daysBefore: window.daysBefore[n],
            })),
        );
        const asked = names.map((_, user) => ({ user, evidence, accesses: 2, novel: 2 }));
        const found = judgeAccounts(references, reference, asked);
        found.forEach(({ kind, pEvidence, daysBefore }, user) => {
          const days = new Set(rows.filter((row) => row.user === names[user]).map(({ day }) => day)).size;
          expect(daysBefore).toBe(days);
          expect(kind).toBe(days < 5 ? 'newcomer' : 'known account');
          if (kind === 'newcomer') return;
          const expected = plainEvidenceTail(plain, { name: names[user], evidence, novel: 2, daysBefore });
          expect(pEvidence / expected).toBeCloseTo(1, 9);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is twice the smaller of two tails, and an account is as odd once in days by it', async () => {
    const { references } = await referencesOf(officeLog(40));
    const [reference] = references.tenants;
    const all = Array.from({ length: 12 }, (_, user) => ({ user, evidence: -1, accesses: 3, novel: 0 }));
    const found = judgeAccounts(references, reference!, [
      { user: 0, evidence: -1, accesses: 9, novel: 9 },
      ...all.slice(1),
    ]);
    for (const [n, { pEvidence, pNovel, p, everyDays, expected }] of found.entries()) {
      expect(p).toBe(Math.min(1, 2 * Math.min(pEvidence, pNovel)));
      expect(everyDays).toBeCloseTo(1 / (p * 12), 9);
      const mean = expectedNovelty(reference!.novelty, references.novelOf[n], references.windowsOf[n]);
      expect(expected).toBeCloseTo(mean, 12);
      if (n > 0) expect(pNovel).toBe(noveltyTail(0, mean, reference!.novelty.dispersion));
    }
    expect(found[0].pNovel).toBeLessThan(1e-3);
    // The tail of counts ends at 1e-4 where the reference is small.
    const [far] = judgeAccounts(references, reference!, [
      { user: 0, evidence: -1, accesses: 1000, novel: 1000 },
      ...all.slice(1),
    ]);
    expect(far.pNovel).toBe(1e-4);
    expect(far.isBeyond).toBe(true);
  });

  it('grows rarer with the evidence, without an end', async () => {
    const { references } = await referencesOf(officeLog(40));
    const [reference] = references.tenants;
    const p = [-2, 0, 2, 5, 10, 20].map(
      (evidence) =>
        judgeAccounts(references, reference!, [{ user: 3, evidence, accesses: 1, novel: 0 }])[0].p,
    );
    expect(p).toEqual([...p].sort((a, b) => b - a));
    // Each nat beyond the reference is worth its factor: no likelihood ratio exceeds t more often than 1/t.
    expect(p[4] / p[5]).toBeCloseTo(Math.exp(10), -2);
  });

  it('sets newcomers against newcomers, and being new is worth once in a week at most', async () => {
    const { references } = await referencesOf(officeLog(40));
    const [reference] = references.tenants;
    expect(reference!.newcomers.above).toHaveLength(0);
    const [newcomer] = judgeAccounts(references, reference!, [
      { user: -1, evidence: -3, accesses: 5, novel: 5 },
    ]);
    expect(newcomer).toMatchObject({ kind: 'newcomer', daysBefore: 0, p: 1, pNovel: 1, everyDays: 7 });
    const both = [1, 2].map(() => ({ user: -1, evidence: -3, accesses: 5, novel: 5 }));
    // Another newcomer today makes neither of them rarer.
    expect(judgeAccounts(references, reference!, both)[0].everyDays).toBeCloseTo(1, 9);
  });

  it('compares a working day with working days, where there are enough', async () => {
    const rows = officeLog(120).filter(({ day, user }) => {
      const weekday = new Date(day * 86_400_000).getUTCDay();
      return (weekday !== 0 && weekday !== 6) || user === 'u0';
    });
    const state = evidenceStateOf(await fitLog(rows, params), 'model');
    const known = (isWeekend: boolean | null) =>
      accountReferences(state, state.time!, { days: 1, isWeekend }).tenants[0]!.known.above.length;
    const weekends = windowAccounts(state, logOfModel(state.counts, state.time!), 1).filter(
      ({ window: { from } }) => {
        const weekday = new Date(from[0] * 86_400_000).getUTCDay();
        return weekday === 0 || weekday === 6;
      },
    );
    expect(known(false)).toBe(known(null) - weekends.length);
    // A single account on eight weekends is too little to compare with.
    expect(known(true)).toBe(known(null));
  });
});
