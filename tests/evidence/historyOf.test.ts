import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { offices, tableOf } from './evidenceTables.js';

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
