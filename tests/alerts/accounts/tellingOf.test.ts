import { describe, expect, it } from 'vitest';
import { tellingOf } from '../../../lib/alerts/accounts/tellingOf.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { rowsOf } from '../../rowsOf.js';

const access = {
  ...{ res: 'vault', kind: 'new for the account', evidence: 2.5, p_value: 0.01, intruder: null },
  ...{ reason: 'Odd.', count: 1234, first: '2026-11-03T07:30:00.000Z', last: null },
  ...{ users_with_access: 1, users: 9, contexts: { hour: 3, network: null }, labels: [] },
  details: { operation: [['Read', 1234]] },
};
const alertsOf = (...tellings: unknown[]) =>
  toTable(tellings.map((telling) => ({ tenant: 't', user: 'ann', telling: JSON.stringify(telling) })));

describe('tellingOf', () => {
  it('gives a row an access', () => {
    expect(rowsOf(tellingOf(alertsOf([access])))).toMatchObject([
      {
        ...{ tenant: 't', user: 'ann', res: 'vault', likelihood: 1234, hour: 3, network: null },
        ...{ operation: 'Read (1,234)', first: Date.parse(access.first), last: null },
      },
    ]);
    expect(tellingOf(alertsOf([])).numRows).toBe(0);
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['no access', [null]],
    ['no resource', [{ ...access, res: undefined }]],
    ['a resource that is a number', [{ ...access, res: 7 }]],
    ['no contexts', [{ ...access, contexts: null }]],
    ['a context that is a list', [{ ...access, contexts: { hour: [3] } }]],
    ['no details', [{ ...access, details: undefined }]],
    ['details that are not counted', [{ ...access, details: { operation: ['Read'] } }]],
    ['no labels', [{ ...access, labels: undefined }]],
    ['labels that are text', [{ ...access, labels: 'sensitive' }]],
    ['a time that is none', [{ ...access, first: 'soon' }]],
  ])('names the row of %s', (_, telling) => {
    const alerts = alertsOf([access], telling);
    expect(() => tellingOf(alerts)).toThrow(RangeError);
    expect(() => tellingOf(alerts)).toThrow(
      'Expected column telling to hold accesses as triage gives them, got others in row 1',
    );
  });
});
