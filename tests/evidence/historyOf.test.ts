import { describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';
import { column, offices, tableOf } from './evidenceTables.js';

describe('historyOf', () => {
  it('is what the fit has seen of the users, or of the resources', async () => {
    const rows = [...offices(20), ...offices(5, 2, 'other')];
    const model = await new AccessEvidence().fit(tableOf(rows));
    const asked = tableOf([rows[0], { tenant: 't', user: 'nobody', res: 'nothing', likelihood: 1 }]);
    const plain = (table: ReturnType<typeof tableOf>) =>
      table
        .toArray()
        .map((row) => JSON.stringify(row))
        .sort();
    const own = (isOwn: (row: (typeof rows)[0]) => boolean) =>
      plain(tableOf(rows.filter((row) => row.tenant === 't' && isOwn(row))));
    expect(plain(model.historyOf(asked))).toEqual(own(({ user }) => user === rows[0].user));
    expect(plain(model.historyOf(asked, { of: 'resources' }))).toEqual(own(({ res }) => res === rows[0].res));
    expect(() => model.historyOf(asked, { of: 'tenants' as never })).toThrow(
      `'users' or 'resources', got "tenants"`,
    );
  });
});

describe('a model with names of its own', () => {
  const rows = offices(20);
  const log = toTable(
    rows.map(({ tenant, user, res, likelihood }) => ({
      org: tenant,
      account: user,
      user: res,
      n: likelihood,
    })),
  );
  const names = { tenantCol: 'org', userCol: 'account', resCol: 'user', likelihoodCol: 'n' };

  it('reads tenant, user and res where these are not there, as triage writes them', async () => {
    const model = await new AccessEvidence(names).fit(log);
    const common = tableOf(rows);
    for (const name of ['evidence', 'p_new']) {
      expect(column(model.transform(common), name)).toEqual(column(model.transform(log), name));
    }
    const alerts = triage(log, { by: 'access', model, budget: 3 });
    expect([...model.explain(alerts).getChild('reason')!]).toEqual([...alerts.getChild('reason')!]);
    for (const of of ['users', 'resources'] as const) {
      const history = model.historyOf(common.slice(0, 3), { of });
      expect(history.schema.names).toEqual(['org', 'account', 'user', 'n']);
      expect(rowsOf(history)).toEqual(rowsOf(model.historyOf(log.slice(0, 3), { of })));
    }
    expect(rowsOf(model.peersOf(alerts))).toEqual(
      rowsOf(
        model.peersOf(toTable(rowsOf(alerts).map(({ tenant, user }) => ({ org: tenant, account: user })))),
      ),
    );
    expect(column(model.recalibrate(common).transform(log), 'p_new')).toEqual(
      column(model.recalibrate(log).transform(log), 'p_new'),
    );
  });

  it('reads the resources of alerts, though its own are called user', async () => {
    const model = await new AccessEvidence({ ...names, tenantCol: 'tenant' }).fit(
      toTable(rowsOf(log).map(({ org, ...row }) => ({ tenant: org, ...row }))),
    );
    const alerts = tableOf(rows.slice(0, 1));
    const history = rowsOf(model.historyOf(alerts, { of: 'resources' }));
    expect(history.length).toBeGreaterThan(0);
    expect(new Set(history.map(({ user }) => user))).toEqual(new Set([rows[0].res]));
    expect(rowsOf(model.historyOf(alerts.select(['tenant', 'user']), { of: 'resources' }))).toEqual([]);
  });

  it('takes all names from one, and misses its own', async () => {
    const model = await new AccessEvidence(names).fit(log);
    expect(() => model.transform(log.select(['org', 'user', 'n']))).toThrow(
      'Expected a column account, got org, user, n',
    );
    expect(() => model.explain(tableOf(rows).select(['tenant', 'user']))).toThrow('Expected a column org');
  });
});
