import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { triage } from '../../../lib/alerts/triage.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { incidentsBox, showIncidents } from '../../../lib/notebook/incidents/showIncidents.js';
import { shownIncidents } from '../../../lib/notebook/incidents/shownIncidents.js';
import { noteDetails } from '../../../lib/tables/tableContexts.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { shareMonth, shareRows } from '../../alerts/shareMonth.js';

const month = shareMonth(3);
const LAST = month.days.length - 1;

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is printed where there is no notebook. */
function printed(show: () => void): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  show();
  return String(log.mock.lastCall?.[0]);
}

describe('showIncidents', () => {
  let model: AccessEvidenceModel;
  beforeAll(async () => {
    const before = toTable(shareRows(month.days.slice(0, LAST).flat()));
    model = await new AccessEvidence({ hourCol: 'hour', threads: 1 }).fit(before);
  });

  it('tells each account under its band, the sweep first, and says how many are left', () => {
    const alerts = triage(toTable(shareRows(month.days[LAST])), { model });
    const text = printed(() => showIncidents(alerts, { limit: 1 }));
    expect(text.split('\n')[0]).toMatch(/^(High|Medium): /);
    expect(text.split('\n')[0]).toContain(month.planted.sweep);
    expect(text).toContain(`${alerts.numRows - 1} more account`);
  });

  it('waits at the head of a report until the alerts are known', () => {
    const box = incidentsBox();
    const quiet = triage(toTable(shareRows(month.days[LAST])), { model, threshold: 1e9 });
    expect(printed(() => box.tell(quiet))).toBe('No account is odder than normal ones are on most days.');
  });

  it('counts attempts that failed, the most frequent first, of the account alone', () => {
    const alerts = triage(toTable(shareRows(month.days[LAST])), { model });
    const user = month.planted.sweep;
    const failed = (name: string, res: string, likelihood: number) => ({
      ...{ tenant: 'default', user: name, res, likelihood },
    });
    const failures = toTable([failed(user, 'a', 1), failed(user, 'b', 3), failed('other', 'c', 9)]);
    const shown = shownIncidents(alerts, failures).find((incident) => incident.user === user);
    expect(shown?.failures).toEqual({
      count: 4,
      resources: [
        ['b', 3],
        ['a', 1],
      ],
    });
    expect(() => showIncidents(alerts, { limit: 0 })).toThrow('Expected limit to be');
  });

  it('of what the account made before, tells what was odd, not what its owner did', () => {
    // The planted account opens its own share at 3 am, and again in office hours.
    const { night } = month.planted;
    const [odd] = month.days[LAST].filter(({ user, address }) => user === night && address === '10.1.9.200');
    const own = { ...odd, time: new Date(odd.time.getTime() + 7 * 3_600_000), operation: 'Write' };
    const rows = shareRows([...month.days[LAST], own]).map((row) => ({
      ...row,
      operation: row.hour === odd.time.getUTCHours() ? 'Read' : 'Write',
    }));
    const table = toTable(rows);
    noteDetails(table, ['operation']);
    const alerts = triage(table, { model, threshold: 0 });
    const told = shownIncidents(alerts, null).find(({ user }) => user === night)?.told;
    const access = told?.find(({ res }) => res === odd.res);
    expect(access?.kind).toBe('seen before');
    expect(access?.count).toBe(1);
    expect([access?.first, access?.last]).toEqual([odd.time.toISOString(), odd.time.toISOString()]);
    expect(access?.details).toEqual({ operation: [['Read', 1]] });
  });
});
