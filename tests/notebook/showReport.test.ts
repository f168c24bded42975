import { afterEach, expect, it, vi } from 'vitest';
import type { AccessReport } from '../../lib/logs/AccessReport.js';
import { showReport } from '../../lib/notebook/showReport.js';

afterEach(() => vi.restoreAllMocks());

function printed(report: Partial<AccessReport>, asked?: Record<string, unknown>): string {
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
  };
  showReport({ ...whole, timeFormat: null, span: null, warning: null, ...report } as AccessReport, asked);
  return log.mock.calls.flat().join('\n');
}

it('says the files and the rows, and nothing of what there is nothing to say of', () => {
  const text = printed({}, { user: 'who', trim: false });
  expect(text).toContain('a.csv');
  expect(text).toContain('who');
  for (const word of ['Warning', 'trim', 'not read', 'left out', 'first']) expect(text).not.toContain(word);
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
