import { beforeAll, describe, expect, it } from 'vitest';
import { toLearn } from '../../lib/alerts/toLearn.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';
import { rowsOf } from '../rowsOf.js';

let model: AccessEvidenceModel;
beforeAll(async () => {
  model = await new AccessEvidence().fit(tableOf(offices(40)));
});

const verdictOf = (user: string, res: string, verdict: Verdict['verdict'], expires: Date | null = null) => ({
  tenant: 't',
  user,
  res,
  verdict,
  owner: '',
  reason: '',
  expires,
  line: 2,
});
const access = (user: string, res: string, likelihood = 1) => ({ tenant: 't', user, res, likelihood });
const day = toTable([
  access('u1', 'r1-2', 3),
  access('u1', 'vault'),
  access('u2', 'vault'),
  access('u3', 'vault'),
]);
const odd = toTable([access('u1', 'vault'), access('u2', 'vault'), access('u3', 'vault')]);
const names = (table: ReturnType<typeof toTable>) => rowsOf(table).map(({ user, res }) => `${user} ${res}`);

describe('toLearn', () => {
  it('learns what raised no alert, and what was judged benign or expected; never what is malicious', () => {
    const verdicts = [verdictOf('u1', 'vault', 'benign'), verdictOf('u2', '*', 'malicious')];
    const { learn, heldBack, text } = toLearn(day, { model, alerts: odd, verdicts });
    expect(names(learn)).toEqual(['u1 r1-2', 'u1 vault']);
    expect(names(heldBack)).toEqual(['u3 vault']);
    expect(text).toBe('learned 2 accesses; held back 1 until they are judged; 1 malicious');
  });

  it('learns on a later day what was held back until it was judged', () => {
    const { heldBack } = toLearn(day, { model, alerts: odd });
    expect(names(heldBack)).toEqual(['u1 vault', 'u2 vault', 'u3 vault']);
    const verdicts = [verdictOf('u1', 'vault', 'expected'), verdictOf('u2', 'vault', 'malicious')];
    const next = toTable([access('u9', 'r1-2', 2)]);
    const later = toLearn(next, { model, alerts: odd.slice(0, 0), verdicts, heldBack });
    expect(rowsOf(later.learn)).toEqual([access('u9', 'r1-2', 2), access('u1', 'vault', 1)]);
    expect(names(later.heldBack)).toEqual(['u3 vault']);
    expect(later.text).toBe(
      'learned 2 accesses, 1 of them held back before; held back 1 until they are judged; 1 malicious',
    );
  });

  it('an access without a verdict is held back until it has one, also when it raises no alert again', () => {
    const { heldBack } = toLearn(day, { model, alerts: odd });
    const again = toTable([access('u3', 'vault', 4), access('u3', 'r1-2')]);
    const later = toLearn(again, { model, alerts: odd.slice(0, 0), heldBack });
    expect(names(later.learn)).toEqual(['u3 r1-2']);
    expect(rowsOf(later.heldBack).sort((a, b) => String(a.user).localeCompare(String(b.user)))).toEqual([
      access('u1', 'vault'),
      access('u2', 'vault'),
      access('u3', 'vault', 5),
    ]);
  });

  it('a verdict that has expired holds no more', () => {
    const verdicts = [verdictOf('u1', 'vault', 'benign', new Date('2026-01-01'))];
    const on = (date: string) => toLearn(day, { model, alerts: odd, verdicts, now: new Date(date) });
    expect(names(on('2025-12-31').learn)).toContain('u1 vault');
    expect(names(on('2026-01-02').learn)).not.toContain('u1 vault');
  });

  it('keeps a real alert from the next model, until it is judged benign', async () => {
    const alerts = triage(day, { by: 'access', model, budget: 1 });
    const [{ user, res }] = rowsOf(alerts) as { user: string; res: string }[];
    const evidenceOf = async (verdicts: Verdict[]) => {
      const next = await model.update(toLearn(day, { model, alerts, verdicts }).learn);
      return Number(
        next
          .transform(toTable([access(user, res)]))
          .getChild('evidence')!
          .get(0),
      );
    };
    const open = await evidenceOf([]);
    expect(open).toBeGreaterThan(0.5 + (await evidenceOf([verdictOf(user, res, 'benign')])));
    expect(await evidenceOf([verdictOf(user, res, 'malicious')])).toBe(open);
  });

  it('refuses tables without the columns, and unknown options', () => {
    expect(() => toLearn(toTable([{ user: 'a' }]), { model, alerts: odd })).toThrow(
      'Expected a column tenant',
    );
    expect(() => toLearn(day, { model, alerts: toTable([{ user: 'a' }]) })).toThrow(
      'Expected a column tenant',
    );
    expect(() => toLearn(day, { model, alerts: odd, verdict: [] } as never)).toThrow('verdict');
    expect(() => toLearn(day, { model, alerts: odd, now: '2026-01-01' as never })).toThrow(
      new TypeError('Expected now to be a valid Date, got "2026-01-01"'),
    );
  });
});
