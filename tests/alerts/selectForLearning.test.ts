import { beforeAll, describe, expect, it } from 'vitest';
import { selectForLearning } from '../../lib/alerts/selectForLearning.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
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
  access('u1', 'r1-24', 3),
  access('u1', 'vault'),
  access('u2', 'vault'),
  access('u3', 'vault'),
]);
const odd = toTable([access('u1', 'vault'), access('u2', 'vault'), access('u3', 'vault')]);
const names = (table: ReturnType<typeof toTable>) => rowsOf(table).map(({ user, res }) => `${user} ${res}`);

describe('selectForLearning', () => {
  it('learns what raised no alert, and what was judged benign or expected; never what is malicious', () => {
    const verdicts = [verdictOf('u1', 'vault', 'benign'), verdictOf('u2', '*', 'malicious')];
    const { learn, heldBack, text } = selectForLearning(day, { model, alerts: odd, verdicts });
    expect(names(learn)).toEqual(['u1 r1-24', 'u1 vault']);
    expect(names(heldBack)).toEqual(['u3 vault']);
    expect(text).toBe(
      'learned 2 accesses; held back 1 of 1 account until they are judged; 1 malicious; forgot 4 learned before',
    );
  });

  it('learns on a later day what was held back until it was judged', () => {
    const { heldBack } = selectForLearning(day, { model, alerts: odd });
    expect(names(heldBack)).toEqual(['u1 vault', 'u2 vault', 'u3 vault']);
    const verdicts = [verdictOf('u1', 'vault', 'expected'), verdictOf('u2', 'vault', 'malicious')];
    const next = toTable([access('u9', 'all', 2)]);
    const later = selectForLearning(next, { model, alerts: odd.slice(0, 0), verdicts, heldBack });
    expect(rowsOf(later.learn)).toEqual([access('u9', 'all', 2), access('u1', 'vault', 1)]);
    expect(names(later.heldBack)).toEqual(['u3 vault']);
    expect(later.text).toBe(
      'learned 2 accesses, 1 of them held back before; held back 1 of 1 account until they are judged; 1 malicious',
    );
  });

  it('an access without a verdict is held back until it has one, also when it raises no alert again', () => {
    const { heldBack } = selectForLearning(day, { model, alerts: odd });
    const again = toTable([access('u3', 'vault', 4), access('u3', 'all')]);
    const later = selectForLearning(again, { model, alerts: odd.slice(0, 0), heldBack });
    expect(names(later.learn)).toEqual(['u3 all']);
    expect(rowsOf(later.heldBack).sort((a, b) => String(a.user).localeCompare(String(b.user)))).toEqual([
      access('u1', 'vault'),
      access('u2', 'vault'),
      access('u3', 'vault', 5),
    ]);
  });

  it('a verdict that has expired holds no more', () => {
    const verdicts = [verdictOf('u1', 'vault', 'benign', new Date('2026-01-01'))];
    const on = (date: string) =>
      selectForLearning(day, { model, alerts: odd, verdicts, now: new Date(date) });
    expect(names(on('2025-12-31').learn)).toContain('u1 vault');
    expect(names(on('2026-01-02').learn)).not.toContain('u1 vault');
  });

  it('keeps a real alert from the next model, until it is judged benign', async () => {
    const alerts = triage(day, { by: 'access', model, budget: 1 });
    const [{ user, res }] = rowsOf(alerts) as { user: string; res: string }[];
    const evidenceOf = async (verdicts: Verdict[]) => {
      const next = await model.update(selectForLearning(day, { model, alerts, verdicts }).learn);
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

  it('holds back what has evidence above 0, listed or not, and what is new of accounts with an alert', () => {
    const rows = toTable([
      access('u1', 'r1-24'),
      // A colleague's, which speaks against nobody.
      access('u1', 'r1-4'),
      access('u2', 'vault'),
      access('u4', 'r1-9'),
    ]);
    const evidence = [...model.score(rows)];
    expect(evidence.map((each) => each! > 0)).toEqual([false, false, true, false]);
    const accounts = toTable([{ tenant: 't', user: 'u1' }]);
    const { learn, heldBack, text } = selectForLearning(rows, { model, alerts: accounts });
    expect(names(learn)).toEqual(['u1 r1-24', 'u4 r1-9']);
    expect(names(heldBack)).toEqual(['u1 r1-4', 'u2 vault']);
    expect(text).toBe('learned 2 accesses; held back 2 of 2 accounts until they are judged');
    // And alerts of accesses are held back themselves.
    const known = toTable([{ tenant: 't', user: 'u1', res: 'r1-24' }]);
    expect(names(selectForLearning(rows, { model, alerts: known }).learn)).toEqual(['u4 r1-9']);
  });

  it('says where verdicts on what waits contradict each other', () => {
    const waiting = model.withWaiting({ heldBack: toTable([access('u4', 'r1-9')]) });
    const verdicts = [
      { ...verdictOf('u4', '*', 'expected'), line: 2 },
      { ...verdictOf('*', 'r1-9', 'malicious'), line: 3 },
    ];
    const { text } = selectForLearning(day.slice(0, 0), {
      model: waiting,
      alerts: odd.slice(0, 0),
      verdicts,
    });
    expect(text).toContain('; of what waited, line 3 (malicious) goes before line 2 (expected)');
  });

  it('takes what the model keeps, unless it is told of others, or of none', () => {
    const waiting = model.withWaiting({ heldBack: toTable([access('u4', 'r1-9')]) });
    const rows = toTable([access('u4', 'r1-9')]);
    const alerts = odd.slice(0, 0);
    expect(rowsOf(selectForLearning(rows, { model: waiting, alerts }).heldBack)).toEqual([
      access('u4', 'r1-9', 2),
    ]);
    expect(names(selectForLearning(rows, { model: waiting, alerts, heldBack: null }).learn)).toEqual([
      'u4 r1-9',
    ]);
    const heldBack = toTable([access('u5', 'vault')]);
    expect(names(selectForLearning(rows, { model: waiting, alerts, heldBack }).heldBack)).toEqual([
      'u5 vault',
    ]);
  });

  it('names what the model has learned that is malicious, and not what was judged by itself', () => {
    const verdicts = [verdictOf('u3', '*', 'malicious'), verdictOf('u3', 'all', 'benign')];
    const { forget, text } = selectForLearning(day, { model, alerts: odd.slice(0, 0), verdicts });
    expect(names(forget)).toEqual(['u3 r0-13', 'u3 r0-5', 'u3 r0-8']);
    expect(forget.schema.names).toEqual(['tenant', 'user', 'res']);
    expect(text).toContain('; 1 malicious; forgot 3 learned before');
    const on = (each: Verdict) =>
      selectForLearning(day, { model, alerts: odd, verdicts: [each], now: new Date('2026-01-02') });
    expect(names(on(verdictOf('*', 'r0-5', 'malicious')).forget)).toContain('u3 r0-5');
    expect(on(verdictOf('u3', '*', 'malicious', new Date('2026-01-01'))).forget.numRows).toBe(0);
    expect(on(verdictOf('nobody', '*', 'malicious')).forget.numRows).toBe(0);
    expect(on({ ...verdictOf('u3', '*', 'malicious'), tenant: 's' }).forget.numRows).toBe(0);
    expect(on(verdictOf('u3', '*', 'benign')).forget.numRows).toBe(0);
  });

  it('refuses tables without the columns, and unknown options', () => {
    expect(() => selectForLearning(toTable([{ user: 'a' }]), { model, alerts: odd })).toThrow(
      'Expected a column tenant',
    );
    for (const alerts of [toTable([{ user: 'a' }]), toTable([{ user: 'a', res: 'b' }])]) {
      expect(() => selectForLearning(day, { model, alerts })).toThrow('Expected a column tenant');
    }
    expect(() => selectForLearning(day, { model, alerts: odd, verdict: [] } as never)).toThrow('verdict');
    expect(() => selectForLearning(day, { model, alerts: odd, now: '2026-01-01' as never })).toThrow(
      new TypeError('Expected now to be a valid Date, got "2026-01-01"'),
    );
  });
});
