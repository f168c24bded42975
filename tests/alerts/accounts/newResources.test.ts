import { describe, expect, it } from 'vitest';
import { newResources } from '../../../lib/alerts/accounts/newResources.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { rowsOf } from '../../rowsOf.js';

const DAYS = 40;
const isoDay = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
const row = (user: string, res: string, day: number) => ({
  ...{ tenant: 't', user, res, day: isoDay(day), first: new Date(isoDay(day)), last: new Date(isoDay(day)) },
});
/** Each tenth day something new comes, which one or two use. */
const log = Array.from({ length: DAYS }, (_, day) =>
  Array.from({ length: 10 }, (_, n) => [
    row(`u${n}`, `r${n % 3}`, day),
    ...(day % 10 === 5 && n <= (day > 30 ? 1 : 0) ? [row(`u${n}`, `new${day}`, day)] : []),
  ]),
).flat(2);

describe('newResources', () => {
  it('has a row a resource that nobody used, beside what new ones did before', async () => {
    const model = await new AccessEvidence({ hourCol: null, contextCols: [], threads: 1 }).fit(toTable(log));
    const today = [
      ...['u0', 'u3', 'u6', 'u9'].map((user) => row(user, 'wiki', DAYS)),
      row('u1', 'script', DAYS),
      row('nobody', 'script', DAYS),
      row('u1', 'r1', DAYS),
    ];
    const [wiki, script, ...others] = rowsOf(newResources(toTable(today), { model }));
    expect(others).toEqual([]);
    // The last quarter of the log, ten days, has seen one come, which two used.
    expect(wiki).toMatchObject({ res: 'wiki', users: 4, like: 'r0', p_value: 0.5, every_days: 11 });
    expect(wiki.accounts).toBe('u0, u3, u6, u9');
    expect(script).toMatchObject({ res: 'script', users: 2, like: null, p_value: 1, every_days: 5.5 });
    expect(newResources(toTable(today).slice(0, 0), { model }).numRows).toBe(0);
  });

  it('says no rarity without days', async () => {
    const plain = log.map(({ tenant, user, res }) => ({ tenant, user, res }));
    const model = await new AccessEvidence({ threads: 1 }).fit(toTable(plain));
    const [found] = rowsOf(newResources(toTable([{ tenant: 't', user: 'u1', res: 'wiki' }]), { model }));
    expect(found).toMatchObject({ res: 'wiki', users: 1, p_value: null, every_days: null });
    expect(() => newResources(toTable(plain), { model, day: 1 } as never)).toThrow('day');
  });
});
