import { afterEach, describe, expect, it, vi } from 'vitest';
import { triage } from '../../../lib/alerts/triage.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessReport } from '../../../lib/logs/AccessReport.js';
import { alertsBox, outcomeOf, summaryText } from '../../../lib/notebook/show/alertsBox.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';
import { rowsOf } from '../../rowsOf.js';

const model = await new AccessEvidence().fit(tableOf(offices(40)));
const day = tableOf([
  { tenant: 't', user: 'u1', res: 'vault', likelihood: 1 },
  { tenant: 't', user: '<b>nobody</b>', res: 'r1-2', likelihood: 1 },
]);
const report: AccessReport = {
  files: ['day.csv'],
  skipped: [],
  timeFormat: null,
  warning: null,
  rows: 1210,
  used: 1200,
  unreadable: 3,
  reasons: {},
  samples: [],
  leftOut: { failed: 7 },
  duplicates: 0,
  joinedSpellings: { user: 0, res: 0 },
  encodings: {},
  profile: null,
  shape: null,
  outliers: null,
  span: { first: new Date('2026-02-01T00:00:00Z'), last: new Date('2026-02-01T23:59:00Z') },
};

afterEach(() => {
  vi.restoreAllMocks();
});

function told(alerts: ReturnType<typeof triage>): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const box = alertsBox();
  box.tell({ alerts, report, accesses: 2 });
  expect(log.mock.calls[0]).toEqual(['A summary of the alerts appears here at the end of the run.']);
  return String(log.mock.calls[1][0]);
}

describe('alertsBox', () => {
  it('names what goes on without a verdict, and says its risk to programs', () => {
    const alerts = triage(day, { model, threshold: -100 });
    const rows = rowsOf(alerts).map((row, n): Record<string, unknown> => {
      return { ...row, mornings: 1 + n, risk: n === 1 ? 92.6 : 99 };
    });
    const summary = { alerts: toTable(rows), report, accesses: 2 };
    const { highest, risk } = outcomeOf(summary);
    expect(risk).toBe(93);
    expect(highest).toBe(Math.max(...rows.map((row) => Number(row.severity))));
    expect(summaryText(summary)).toContain(`Goes on, unjudged: ${rows[1].user} (morning 2, risk 93 of 100)`);
    expect(outcomeOf({ ...summary, alerts }).risk).toBeNull();
    expect(summaryText({ ...summary, alerts })).not.toContain('Goes on');
  });

  it('says how many events and alerts, what they are, and what was suppressed', () => {
    const rule = { tenant: 't', user: 'u1', res: '*', verdict: 'expected', owner: '', reason: '' } as const;
    const alerts = triage(day, {
      model,
      threshold: -100,
      verdicts: [{ ...rule, expires: null, line: 2 }],
    });
    const text = told(alerts);
    expect(text).toMatch(/^1 account: 1 (High|Medium|Low|Informational)\n/);
    expect(text).toContain('Looked at: 1,200 events, 2 accesses, 2026-02-01 00:00 to 23:59 UTC');
    expect(text).toContain('Not looked at: 3 unreadable, 7 left out');
    expect(text).toContain('To expect by chance: unknown');
    expect(text).toContain('What was decided before: suppressed 1 by 1 rule');
    expect(text).toContain('First of all: <b>nobody</b>');
  });

  it('says times on the clock of a zone, too, and refuses one that is unknown', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const summary = { alerts: triage(day, { model }), report, accesses: 2 };
    alertsBox().tell({ ...summary, timeZone: 'Asia/Tokyo' });
    expect(log.mock.lastCall?.[0]).toContain(
      '2026-02-01 00:00 UTC (09:00 Tokyo) to 23:59 UTC (2026-02-02 08:59 Tokyo)',
    );
    expect(() => alertsBox().tell({ ...summary, timeZone: 'Tokio' })).toThrow(
      'Expected timeZone to be a time zone',
    );
  });

  it('says that there are none', () => {
    const text = told(triage(day, { model, threshold: 100 }));
    expect(text).toMatch(/^No alerts\n/);
    expect(text).toContain('What was decided before: no verdicts');
    expect(text).not.toContain('First of all');
  });

  it('refuses what are no alerts', () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const box = alertsBox();
    expect(() => box.tell({ alerts: toTable([{ user: 'a' }]), report, accesses: 1 })).toThrow(
      'Expected a column severity, got user',
    );
  });
});
