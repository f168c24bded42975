import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnDay } from '../../lib/alerts/learnDay.js';
import { selectForLearning } from '../../lib/alerts/selectForLearning.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import {
  ASKED,
  fitLog,
  isoDay,
  type LogRow,
  logTable,
  saidOf,
  someLog,
  TODAY,
} from '../evidence/logTables.js';
import { rowsOf } from '../rowsOf.js';
import { LAST, month, SWEEP, THIEF } from './month.js';

const verdict = (given: Partial<Verdict> = {}): Verdict => ({
  ...{
    tenant: 't',
    user: THIEF,
    res: '*',
    verdict: 'malicious',
    owner: '',
    reason: '',
    expires: null,
    line: 2,
  },
  ...given,
});
const dateOf = (day: number) => new Date(isoDay(day));
const accountsOf = (alerts: ReturnType<typeof triage>) => alerts.select(['tenant', 'user']);

/** How many of the rows' accesses the model has seen. */
function knownOf(model: AccessEvidenceModel, rows: readonly LogRow[]): number {
  const scored = model.transform(logTable(rows), { kinds: true });
  return [...scored.getChild('kind')!].filter((kind) => kind === 'seen').length;
}

const rows = month();
const before = rows.filter(({ day }) => day < TODAY + LAST);
const normal = rows.filter(({ day }) => day === TODAY + LAST);
const today = logTable([...normal, ...SWEEP]);
const own = before.filter(({ user }) => user === THIEF);
const next = rows.filter(({ day }) => day < TODAY + 2).map((row) => ({ ...row, day: row.day + LAST + 1 }));

let folder: string;
let model: AccessEvidenceModel;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  model = await fitLog(before);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('after a sweep of thirty foreign shares', () => {
  it('none of them is known to the next model, though few are listed', async () => {
    const alerts = triage(today, { model, budget: 5 });
    expect(alerts.numRows).toBeLessThanOrEqual(5);
    expect(new Set([...alerts.getChild('user')!])).toContain(THIEF);
    // All would be, if all were learned.
    expect(knownOf(await model.update(today), SWEEP)).toBe(30);
    for (const listed of [alerts, accountsOf(alerts)]) {
      const { model: tomorrow, heldBack, learned, text } = await learnDay(model, today, { alerts: listed });
      expect(knownOf(tomorrow, SWEEP)).toBe(0);
      expect(knownOf(tomorrow, own)).toBe(own.length);
      expect(learned.numRows).toBeGreaterThan(0.9 * normal.length - 30);
      expect(rowsOf(heldBack).filter(({ user }) => user === THIEF).length).toBeGreaterThanOrEqual(30);
      expect(text).toMatch(/^learned \d+ accesses; held back \d+ of \d+ accounts? until they are judged$/);
    }
  });

  it('nor any later, saved and loaded between, until they are judged', async () => {
    const alerts = accountsOf(triage(today, { model, budget: 5 }));
    const first = await learnDay(model, today, { alerts });
    await first.model.save(join(folder, 'm*'));
    await model.save(join(folder, 'm1'));
    const loaded = await AccessEvidenceModel.load(join(folder, 'm*'));
    // The thief comes again the next day, and nobody lists them.
    const again = SWEEP.slice(0, 12).map((row) => ({ ...row, day: row.day + 1 }));
    const day = logTable([...next.filter((row) => row.day === TODAY + LAST + 1), ...again]);
    const second = await learnDay(loaded, day, { alerts: alerts.slice(0, 0) });
    expect(knownOf(second.model, SWEEP)).toBe(0);
    const last = logTable(next.filter((row) => row.day === TODAY + LAST + 2));
    const none = { alerts: alerts.slice(0, 0) };
    const judged = await learnDay(second.model, last, {
      ...none,
      verdicts: [verdict({ from: dateOf(TODAY + LAST) })],
    });
    expect(knownOf(judged.model, SWEEP)).toBe(0);
    expect(knownOf(judged.model, own)).toBe(own.length);
    expect(rowsOf(judged.heldBack).filter(({ user }) => user === THIEF)).toEqual([]);
    const benign = await learnDay(second.model, last, {
      ...none,
      verdicts: [verdict({ verdict: 'benign' })],
    });
    expect(knownOf(benign.model, SWEEP)).toBe(30);
    expect(benign.text).toMatch(/^learned \d+ accesses, (3\d|4\d) of them held back before/);
  });

  it('nor where they were learned days ago, and judged since: the model never saw them', async () => {
    const learned = await (await model.update(today)).update(logTable(next));
    const verdicts = [verdict({ from: dateOf(TODAY + LAST), to: dateOf(TODAY + LAST) })];
    const empty = today.slice(0, 0);
    const { model: innocent, forgotten, text } = await learnDay(learned, empty, { alerts: empty, verdicts });
    expect(knownOf(learned, SWEEP)).toBe(30);
    expect(knownOf(innocent, SWEEP)).toBe(0);
    expect(new Set(rowsOf(forgotten).map(({ day }) => Number(day)))).toEqual(
      new Set([Number(dateOf(TODAY + LAST))]),
    );
    expect(text).toMatch(/^learned 0 accesses; forgot 3\d learned before$/);
    const isJudged = ({ user, day }: LogRow) => user === THIEF && day === TODAY + LAST;
    const rest = [...before, ...normal, ...next].filter((row) => !isJudged(row));
    expect(saidOf(innocent, [...SWEEP, ...ASKED])).toEqual(saidOf(await fitLog(rest), [...SWEEP, ...ASKED]));
    // The next morning there is nothing more to forget.
    const later = await learnDay(innocent, empty, { alerts: empty, verdicts });
    expect(later.forgotten.numRows).toBe(0);
    expect(saidOf(later.model, SWEEP)).toEqual(saidOf(innocent, SWEEP));
  });

  it('nor from where they were learned, where a verdict names that alone', async () => {
    const learned = await model.update(today);
    const context = { name: 'zone', value: 'z2' };
    const empty = today.slice(0, 0);
    const { model: innocent, forgotten } = await learnDay(learned, empty, {
      alerts: empty,
      verdicts: [verdict({ context, from: dateOf(TODAY + LAST) })],
    });
    expect(knownOf(innocent, SWEEP)).toBe(0);
    expect(new Set([...forgotten.getChild('zone')!])).toEqual(new Set(['z2']));
    const other = { ...verdict(), context: { name: 'zone', value: 'z9' } };
    expect(
      selectForLearning(empty, { model: learned, alerts: empty, verdicts: [other] }).forget.numRows,
    ).toBe(0);
  });
});

describe('learnDay', () => {
  it('is a fit on what was learned, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, someLog, fc.nat(5), async (old, added, judged) => {
        const learned = await fitLog([...old, ...own]);
        const verdicts = [verdict({ user: `u${judged}` })];
        const table = logTable(added);
        const alerts = table.slice(0, 0);
        const { learn } = selectForLearning(table, { model: learned, alerts, verdicts });
        const { model: tomorrow } = await learnDay(learned, table, { alerts, verdicts });
        const isLeft = ({ user }: LogRow) => user !== `u${judged}`;
        // What is learned has its days as dates.
        const learns = rowsOf(learn).map((row) => ({ ...row, day: isoDay(Number(row.day) / 86_400_000) }));
        const rest = toTable([...rowsOf(logTable([...old, ...own].filter(isLeft))), ...learns]);
        const fitted = await new AccessEvidence({ contextCols: ['zone'] }).fit(rest);
        expect(saidOf(tomorrow, [...ASKED, ...added])).toEqual(saidOf(fitted, [...ASKED, ...added]));
      }),
      { numRuns: 8, seed: 71 },
    );
  });

  it('keeps the scores where there is nothing to learn and nothing to forget', async () => {
    const none = today.slice(0, 0);
    const same = await learnDay(model, none, { alerts: none });
    expect(saidOf(same.model, ASKED)).toEqual(saidOf(model, ASKED));
    expect(same.text).toBe('learned 0 accesses');
    expect([same.learned.numRows, same.heldBack.numRows, same.forgotten.numRows]).toEqual([0, 0, 0]);
    expect(same.model.heldBack).toBeNull();
  });

  it('hands incidents on, or takes new ones', async () => {
    const none = today.slice(0, 0);
    const incidents = toTable([{ user: THIEF, since: new Date(0) }]);
    const first = await learnDay(model, none, { alerts: none, incidents });
    expect(rowsOf(first.model.incidents!)).toEqual(rowsOf(incidents));
    const second = await learnDay(first.model, none, { alerts: none });
    expect(rowsOf(second.model.incidents!)).toEqual(rowsOf(incidents));
    expect(
      (await learnDay(second.model, none, { alerts: none, incidents: null })).model.incidents,
    ).toBeNull();
  });

  it('says where nothing would be left of the model', async () => {
    const alone = await fitLog(own);
    const none = today.slice(0, 0);
    await expect(learnDay(alone, none, { alerts: none, verdicts: [verdict()] })).rejects.toThrow(
      'Expected a model that has something left, got one that would have forgotten all accesses of tenant t: fit a new model',
    );
    await expect(learnDay(alone, none, { alerts: none, heldBack: none } as never)).rejects.toThrow(
      'heldBack',
    );
    const signal = AbortSignal.abort(new Error('no'));
    await expect(learnDay(model, logTable(normal), { alerts: none, signal })).rejects.toThrow('no');
  });
});
