import { expect, it } from 'vitest';
import type { AccessReport } from '../../lib/logs/AccessReport.js';
import { expectUsed } from '../../lib/logs/expectUsed.js';

const none = { files: ['a.csv'], skipped: [], rows: 3, used: 0, reasons: {}, leftOut: {} };
const reportOf = (parts: object) => ({ ...none, ...parts }) as unknown as AccessReport;

it('takes a log of which rows were used, and a quiet one where that may be', () => {
  expect(expectUsed(reportOf({ used: 1 }), { mayBeQuiet: false })).toBe(null);
  const empty = reportOf({ rows: 0 });
  expect(expectUsed(empty, { mayBeQuiet: true })).toBe('The log has no rows.');
  expect(() => expectUsed(empty, { mayBeQuiet: false })).toThrow('got none of 0 (it is empty)');
  const elsewhere = reportOf({ leftOut: { 'outside of the time': 3 } });
  expect(expectUsed(elsewhere, { mayBeQuiet: true })).toBe(
    'No access is of the time that was asked for: 3 rows are of other times.',
  );
  expect(() => expectUsed(elsewhere, { mayBeQuiet: false })).toThrow('got none: all 3 are at other times');
});

it('refuses a log of which nothing could be used, with the reasons', () => {
  const failed = reportOf({ leftOut: { 'failed attempts': 2 }, reasons: { 'user is missing': 1 } });
  expect(() => expectUsed(failed, { mayBeQuiet: true })).toThrow(
    'Expected rows that can be read in a.csv, got none of 3 (user is missing: 1, failed attempts: 2)',
  );
});
