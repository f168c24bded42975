import { afterEach, expect, it, vi } from 'vitest';
import type { AccessReport } from '../../../lib/logs/AccessReport.js';
import { type ShowReportOptions, showReport } from '../../../lib/notebook/show/showReport.js';

afterEach(() => vi.restoreAllMocks());

function printed(
  report: Partial<AccessReport>,
  asked?: Record<string, unknown>,
  options?: ShowReportOptions,
): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const whole = {
    files: ['a.csv'],
    skipped: [],
    rows: 10,
    used: 10,
    unreadable: 0,
    reasons: {},
    leftOut: {},
    samples: [],
    duplicates: 0,
    joinedSpellings: { user: 0, res: 0 },
    encodings: {},
    ...{ timeFormat: null, span: null, outliers: null, warning: null, profile: null, shape: null },
  };
  showReport({ ...whole, ...report }, asked, options);
  return log.mock.calls.flat().join('\n');
}

it('says the files and the rows, and nothing of what there is nothing to say of', () => {
  const text = printed({}, { user: 'who', trim: false });
  expect(text).toContain('a.csv');
  expect(text).toContain('who');
  for (const word of ['Warning', 'trim', 'not read', 'left out', 'first', 'profile', 'joined', 'encoding']) {
    expect(text).not.toContain(word);
  }
});

it('says in a sentence what became of the rows', () => {
  const counts = { rows: 1600, used: 1200, duplicates: 300, unreadable: 99, leftOut: { failed: 1 } };
  expect(printed(counts)).toContain(
    '1,200 of 1,600 rows count as accesses (the others: could not be read: 99; seen before: 300; failed: 1).',
  );
});

it('says what the log was taken for, and in which form it is', () => {
  const text = printed({ profile: 'okta', shape: 'as Athena exports it' });
  expect(text).toContain('okta');
  expect(text).toContain('as Athena exports it');
});

it('says nothing of a form where none is known', () => {
  const text = printed({ profile: 'okta' });
  expect(text).toContain('okta');
  expect(text).not.toContain('form');
});

it('counts events that were seen before, spellings that were joined, and files in other encodings', () => {
  const text = printed({
    duplicates: 4321,
    joinedSpellings: { user: 17, res: 0 },
    encodings: { 'Windows-1252': 3 },
  });
  expect(text).toMatch(/seen before, by its id *\| *4,321/);
  expect(text).toMatch(/joined spellings of users\|of resources/);
  expect(text).toMatch(/\| *17\| *0\|/);
  expect(text).toMatch(/Windows-1252\| *3\|/);
});

it('begins with the warning', () => {
  const text = printed({ warning: '6 of 10 rows (60 %) could not be read', unreadable: 6, samples: [] });
  expect(text).toMatch(/^Warning\. 6 of 10 rows/);
});

it('names skipped files, what was left out, and how times were read', () => {
  const text = printed({
    skipped: [{ file: 'readme.txt', reason: 'it is no log' }],
    leftOut: { 'machine account': 3 },
    span: { first: new Date('2026-01-01'), last: new Date('2026-01-02') },
    timeFormat: ['%d/%m/%Y'],
  });
  for (const word of ['readme.txt', 'it is no log', 'machine account', '2026-01-02', '%d/%m/%Y']) {
    expect(text).toContain(word);
  }
});

it('says times on the clock of a zone, too', () => {
  const span = { first: new Date('2026-03-29T00:30Z'), last: new Date('2026-03-29T01:30Z') };
  const text = printed({ span }, {}, { timeZone: 'Europe/Berlin' });
  expect(text).toContain('2026-03-29T00:30:00 (01:30)');
  expect(text).toContain('2026-03-29T01:30:00 (03:30)');
  expect(() => printed({}, {}, { timeZone: 'Mars/Olympus' })).toThrow('got "Mars/Olympus"');
});

it('takes a day without an access for an answer where that is said, and else for an error', () => {
  const none = { rows: 191, used: 0, leftOut: { 'outside of the time': 191 } };
  expect(() => printed(none)).toThrow(
    'Expected accesses in the time that was asked for, got none: all 191 are at other times',
  );
  expect(printed(none, {}, { mayBeQuiet: true })).toContain(
    'No access is of the time that was asked for: 191 rows are of other times.',
  );
  const one = { rows: 1, used: 0, leftOut: { 'outside of the time': 1 } };
  expect(printed(one, {}, { mayBeQuiet: true })).toContain('1 row is of other times.');
  const empty = { rows: 0, used: 0, unreadable: 0 };
  expect(printed(empty, {}, { mayBeQuiet: true })).toContain('The log has no rows.');
  expect(() => printed(empty)).toThrow('got none of 0 (it is empty)');
  const unread = { rows: 3, used: 0, unreadable: 3, reasons: { 'no user': 3 } };
  expect(() => printed(unread, {}, { mayBeQuiet: true })).toThrow('Expected rows that can be read');
});
