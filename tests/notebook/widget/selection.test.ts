import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SelectionOptions, selection } from '../../../lib/notebook/widget/selection.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { type FakeComms, withComms, withoutComms } from './fakeComms.js';

const alerts = toTable([
  { tenant: 'a', user: 'ada', severity: 80, kind: 'new' },
  { tenant: 'b', user: 'ada', severity: 60, kind: 'rare' },
  { tenant: 'a', user: 'ada', severity: 10, kind: 'rare' },
  { tenant: 'b', user: '<b>bob</b>\u202e', severity: 5, kind: 'new' },
]);
const DISPLAY = Symbol.for('Jupyter.display');

let comms: FakeComms;
beforeEach(() => {
  comms = withComms();
});
afterEach(withoutComms);

type Shown = ReturnType<typeof selection>;
const show = (picked: Shown) =>
  (picked as unknown as Record<symbol, () => Record<string, string>>)[DISPLAY]();
const pick = (row: unknown) => comms.say('comm-1', { method: 'update', state: { picked: row } });
const sentState = () => (comms.sent[0].data as { state: Record<string, unknown> }).state;

describe('selection', () => {
  it('lists each account once, with what is said of its first row', () => {
    show(selection(alerts, { columns: ['severity', 'kind'], label: 'Alerts' }));
    expect(sentState()).toMatchObject({
      label: 'Alerts',
      heads: ['severity', 'kind'],
      rows: [
        { name: 'ada', tenant: 'a', notes: ['80', 'new'] },
        { name: 'ada', tenant: 'b', notes: ['60', 'rare'] },
        { name: '<b>bob</b>\\u202e', tenant: 'b', notes: ['5', 'new'] },
      ],
      left: 0,
      picked: null,
    });
  });

  it('has what is picked as its value, by its name in the table', async () => {
    const picked = selection(alerts);
    show(picked);
    expect(picked.value).toBe(null);
    await pick(2);
    expect(picked.value).toEqual({ tenant: 'b', user: '<b>bob</b>\u202e' });
    await pick(null);
    expect(picked.value).toBe(null);
  });

  it.each([[3], [-1], ['length'], [0.5], [{}]])('takes the pick %o for none', async (row) => {
    const picked = selection(alerts);
    show(picked);
    await pick(row);
    expect(picked.value).toBe(null);
  });

  it('tells who listens of each pick, and who waits of the next account', async () => {
    const picked = selection(alerts);
    show(picked);
    const heard: unknown[] = [];
    const end = picked.onChange((account) => heard.push(account));
    const next = picked.next();
    await pick(null);
    await pick(1);
    end();
    await pick(0);
    expect(heard).toEqual([null, { tenant: 'b', user: 'ada' }]);
    expect(await next).toEqual({ tenant: 'b', user: 'ada' });
  });

  it('ends waiting when the cell is interrupted', async () => {
    const host = globalThis as Record<symbol, unknown>;
    const controller = new AbortController();
    host[Symbol.for('access-anomaly.interrupt')] = controller.signal;
    const next = selection(alerts).next();
    controller.abort(new Error('interrupted'));
    delete host[Symbol.for('access-anomaly.interrupt')];
    await expect(next).rejects.toThrow('interrupted');
  });

  it('is a table where there are no widgets', () => {
    withoutComms();
    const bundle = show(selection(alerts, { limit: 2 }));
    expect(Object.keys(bundle)).toEqual(['text/html', 'text/plain']);
    expect(bundle['text/html'].match(/<tr>/g)).toHaveLength(3);
    expect(bundle['text/plain']).toContain('ada');
  });

  it('names no tenants where there is one, and needs none', async () => {
    show(selection(toTable([{ account: 'x' }, { account: null }, { account: 'y' }]), { userCol: 'account' }));
    expect(sentState()).toMatchObject({ heads: [], rows: [{ name: 'x', tenant: null }, { name: 'y' }] });
  });

  it('says how many accounts have no room', () => {
    show(selection(alerts, { limit: 1 }));
    expect(sentState()).toMatchObject({ rows: [{ name: 'ada' }], left: 2 });
  });

  it.each([
    [{ userCol: 'nobody' }, 'Expected a column nobody, got tenant, user, severity, kind'],
    [{ columns: ['reason'] }, 'Expected a column reason, got tenant, user, severity, kind'],
    [{ limit: 0 }, 'Expected limit to be a positive integer, got 0'],
    [{ userCol: 'tenant', tenantCol: 'tenant' }, /^Expected userCol and tenantCol to name different columns/],
    [{ users: 'user' }, /^Expected options of a selection among/],
  ])('refuses %o', (options, message) => {
    expect(() => selection(alerts, options as SelectionOptions)).toThrow(message);
  });
});

describe('the version of anywidget', () => {
  it('that widgets ask for is the one that is installed', () => {
    show(selection(alerts));
    const [, minor] = /anywidget==(\d+\.\d+)\./.exec(readFileSync('environment.yml', 'utf8'))!;
    expect(sentState()._model_module_version).toBe(`~${minor}.*`);
  });
});
