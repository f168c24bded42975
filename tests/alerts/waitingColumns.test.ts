import { Uint64, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { learnDay } from '../../lib/alerts/learnDay.js';
import { selectForLearning } from '../../lib/alerts/selectForLearning.js';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { tableFromVectors } from '../../lib/tables/tableFromVectors.js';
import { toTable } from '../../lib/tables/toTable.js';
import { fitLog, isoDay, logTable, range, TODAY } from '../evidence/logTables.js';

const access = (user: string, res: string, day = TODAY) => ({ tenant: 't', user, res, day });
const RES = range(4).map((n) => `r${n}`);
const usual = range(3).flatMap((u) =>
  range(6).map((d) => ({ ...access(`u${u}`, RES[(u + d) % 3], TODAY + d), hour: 9, zone: 'z0' })),
);
const odd = access('u0', 'vault', TODAY + 6);

/** The day's accesses in columns of the log's own types. */
function unsigned(rows: readonly ReturnType<typeof access>[], extra: 'count' | 'day') {
  const numbers = vectorFromArray(
    rows.map(() => 7n),
    new Uint64(),
  );
  return tableFromVectors([
    ...(['tenant', 'user', 'res'] as const).map((name) => {
      return [name, toTable(rows.map((row) => ({ name: row[name] }))).getChild('name')!] as const;
    }),
    ['day', toTable(rows.map(({ day }) => ({ day: isoDay(day) }))).getChild('day')!],
    extra === 'count' ? ['likelihood', numbers] : ['hour', numbers],
  ]);
}

const typesOf = (table: { schema: { fields: { name: string; type: unknown }[] } } | null) =>
  table?.schema.fields.map(({ name, type }) => `${String(name)}: ${type}`);

describe('what waits', () => {
  it('has columns of the same types on all mornings, whatever those of the log are', async () => {
    const counted = usual.map(({ tenant, user, res }) => ({ tenant, user, res, likelihood: 2 }));
    const model = await new AccessEvidence({ dayCol: null }).fit(toTable(counted));
    const first = unsigned([odd, access('u1', 'vault')], 'count');
    const alerts = triage(first, { model, threshold: -1e9 });
    const one = await learnDay(model, first, { alerts });
    expect(one.model.heldBack!.numRows).toBe(2);
    const second = unsigned([access('u2', 'vault')], 'count');
    const two = await learnDay(one.model, second, {
      alerts: triage(second, { model: one.model, threshold: -1e9 }),
    });
    expect(two.model.heldBack!.numRows).toBe(3);
    expect(typesOf(two.model.heldBack)).toEqual(typesOf(one.model.heldBack));
    expect(typesOf(two.heldBack)).toEqual(typesOf(one.heldBack));
  });

  it('has hours of any integers, too', async () => {
    const model = await fitLog(usual);
    const table = unsigned([odd], 'day');
    const alerts = triage(table, { model, threshold: -1e9 });
    const { model: next } = await learnDay(model, table, { alerts });
    expect(next.heldBack!.getChild('hour')!.get(0)).toBe(7);
  });

  it('is refused without the day of each row, naming heldBack and the column', async () => {
    const model = await fitLog(usual);
    const none = logTable(usual).slice(0, 0);
    const dayless = toTable([{ tenant: 't', user: 'u0', res: 'vault' }]);
    const nulls = toTable([
      { tenant: 't', user: 'u0', res: 'vault', day: isoDay(TODAY) },
      { tenant: 't', user: 'u1', res: 'vault', day: null },
    ]);
    const takes = [
      (heldBack: typeof none) => selectForLearning(none, { model, alerts: none, heldBack }),
      (heldBack: typeof none) => model.withWaiting({ heldBack }),
    ];
    for (const take of takes) {
      expect(() => take(dayless)).toThrow('Expected a column day in heldBack, got tenant, user, res');
      expect(() => take(nulls)).toThrow(
        'Expected column day to hold a day in every row, got null in row 1 of heldBack',
      );
      expect(() => take(nulls.slice(0, 1))).not.toThrow();
    }
    // Nor may they begin to wait.
    expect(() => selectForLearning(nulls, { model, alerts: none })).toThrow(/every row, got null in row 1$/);
    // A model without days needs none.
    const plain = await new AccessEvidence({ dayCol: null }).fit(
      toTable(usual.map(({ tenant, user, res }) => ({ tenant, user, res }))),
    );
    expect(plain.withWaiting({ heldBack: dayless }).heldBack!.numRows).toBe(1);
  });
});
