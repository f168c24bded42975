import type { Table } from 'apache-arrow';
import { expect, it } from 'vitest';
import type { Verdict } from '../../../lib/alerts/verdicts/Verdict.js';
import { withVerdicts } from '../../../lib/alerts/verdicts/withVerdicts.js';
import { toTable } from '../../../lib/tables/toTable.js';

const table = toTable([
  { tenant: 'a', user: 'ann', res: 'mail' },
  { tenant: 'a', user: 'bob', res: 'mail' },
]);
const rule: Verdict = {
  tenant: 'a',
  user: 'ann',
  res: '*',
  verdict: 'expected',
  owner: '',
  reason: '',
  expires: new Date('2026-02-01'),
  line: 2,
};
const verdictsAt = (now: string) => [
  ...withVerdicts(table, [rule], { now: new Date(now) }).getChild('verdict')!,
];

it('says what was decided of each access, as long as it holds', () => {
  expect(verdictsAt('2026-01-01')).toEqual(['expected', null]);
  expect(verdictsAt('2026-02-01')).toEqual([null, null]);
  expect(withVerdicts(table, []).numCols).toBe(4);
});

it('heeds the days of a verdict, where the table has any', () => {
  const dated: Verdict = { ...rule, verdict: 'malicious', expires: null, from: new Date('2026-11-03') };
  const rows = ['2026-11-02', '2026-11-03', null].map((day) => ({ tenant: 'a', user: 'ann', res: 'x', day }));
  const said = (table: Table, dayCol?: string | null) => [
    ...withVerdicts(table, [dated], dayCol === undefined ? {} : { dayCol }).getChild('verdict')!,
  ];
  expect(said(toTable(rows))).toEqual([null, 'malicious', 'malicious']);
  expect(said(toTable(rows).select(['tenant', 'user', 'res']))).toEqual(new Array(3).fill('malicious'));
  expect(said(toTable(rows.map(({ day, ...row }) => ({ ...row, on: day }))), 'on')).toEqual([
    null,
    'malicious',
    'malicious',
  ]);
});

it('refuses what it cannot use', () => {
  expect(() => withVerdicts(toTable([{ user: 'ann' }]), [])).toThrow('Expected a column tenant');
  expect(() => withVerdicts(table, [], { when: new Date() } as never)).toThrow('when');
  expect(() => withVerdicts(table, 'rules.csv' as never)).toThrow(TypeError);
  expect(() => withVerdicts(table, [], { now: '2026-01-01' as never })).toThrow(
    new TypeError('Expected now to be a valid Date, got "2026-01-01"'),
  );
});
