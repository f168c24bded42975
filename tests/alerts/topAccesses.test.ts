import { beforeAll, describe, expect, it } from 'vitest';
import { countKinds } from '../../lib/alerts/countKinds.js';
import { topAccesses } from '../../lib/alerts/topAccesses.js';
import { verdictLines } from '../../lib/alerts/verdicts/verdictLines.js';
import { withNamedKinds } from '../../lib/alerts/withNamedKinds.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { termsInWords } from '../../lib/evidence/explain/termsInWords.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';

const access = (user: string, res: string) => ({ tenant: 't', user, res, likelihood: 1 });
const people = [...Array(20).keys()].flatMap((n) =>
  [...Array(6).keys()].map((m) => access(`u${n}`, `r${(n % 4) * 6 + m}`)),
);

describe('accesses of a day', () => {
  let model: AccessEvidenceModel;
  let scored: ReturnType<typeof toTable>;
  beforeAll(async () => {
    model = await new AccessEvidence().fit(toTable(people));
    const today = toTable([
      ...people.slice(0, 12),
      access('u0', 'r7'),
      access('u4', 'r7'),
      access('new', 'r1'),
      access('u1', 'vault'),
    ]);
    scored = termsInWords(model.transform(today, { parts: true, kinds: true, window: 0.1 }));
  });

  it('are counted by their kinds', async () => {
    const rows = rowsOf(await countKinds(await withNamedKinds(scored)));
    expect(Object.fromEntries(rows.map(({ kind, accesses }) => [kind, Number(accesses)]))).toEqual({
      'seen before': 12,
      'new for the account': 2,
      'new account': 1,
      'new resource': 1,
    });
  });

  it('stand with the most evidence first, a row a level, and without what is expected', async () => {
    const rows = rowsOf(await topAccesses(scored, { model }));
    const evidence = rows.map((row) => Number(row.evidence));
    expect(evidence).toEqual([...evidence].sort((a, b) => b - a));
    expect(evidence.at(-1)).toBeGreaterThan(0);
    const levels = new Set(rows.map((row) => Number(row.evidence).toFixed(3)));
    expect(levels.size).toBe(rows.length);
    expect(rows.map(({ rank }) => Number(rank))).toEqual(rows.map((_, n) => n + 1));
    expect(Object.keys(rows[0])).not.toContain('anomaly_score');
    const rule = { user: String(rows[0].user), res: '*', verdict: 'expected' as const, line: 1 };
    const verdicts = [{ ...rule, tenant: 't', owner: '', reason: '', expires: null }];
    const left = rowsOf(await topAccesses(scored, { model, verdicts }));
    expect(left.map(({ user }) => user)).not.toContain(rule.user);
    expect(rowsOf(await topAccesses(scored, { model, limit: 1 }))).toHaveLength(1);
    await expect(topAccesses(scored, { model, limit: 0 })).rejects.toThrow('Expected limit');
  });

  it('that wait are lines for a file of verdicts, each access once', async () => {
    const waiting = toTable([access('u4', 'r7'), access('u4', 'r7'), access('new', 'r1')]);
    const rows = rowsOf(await verdictLines(waiting));
    expect(rows.map(({ user, res, verdict }) => [user, res, verdict])).toEqual([
      ['new', 'r1', ''],
      ['u4', 'r7', ''],
    ]);
  });
});
