import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { termsInWords } from '../../lib/evidence/termsInWords.js';
import { toTable } from '../../lib/tables/toTable.js';
import { offices, tableOf } from './evidenceTables.js';

describe('termsInWords', () => {
  it('says what weighs most first, as a factor, and leaves out what makes no difference', () => {
    const row = { from_user: -Math.log(3), from_resource: 0.1, from_fit: Math.log(1234), from_history: -2 };
    const none = { from_user: 0, from_resource: 0.1, from_fit: -0.1, from_history: 0 };
    expect([...termsInWords(toTable([row, none])).getChild('why')!]).toEqual([
      "doesn't fit the account ×1,200, seen before ÷7.4, busy account ÷3",
      'nothing stands out',
    ]);
  });

  it('names a term that is missing', async () => {
    const model = await new AccessEvidence().fit(tableOf(offices(5)));
    expect(() => termsInWords(model.transform(tableOf(offices(5))))).toThrow('Expected a column from_user');
  });
});

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
