import { describe, expect, it } from 'vitest';
import { triage } from '../../../lib/alerts/triage.js';
import type { Verdict } from '../../../lib/alerts/verdicts/Verdict.js';
import { checkTrust } from '../../../lib/evaluate/trust/checkTrust.js';
import { fitLog, logTable, TODAY } from '../../evidence/logTables.js';
import { LAST, month, SWEEP, THIEF } from '../month.js';

const model = await fitLog(month().filter(({ day }) => day < TODAY + LAST));
const today = logTable([...month().filter(({ day }) => day === TODAY + LAST), ...SWEEP]);
const rule = (line: number, user: string, res: string, verdict: Verdict['verdict']): Verdict => ({
  ...{ tenant: 't', user, res, verdict, line },
  ...{ owner: '', reason: '', expires: null },
});

describe.each(['account', 'access'] as const)('what verdicts did to alerts by %s', (by) => {
  const doubts = (...verdicts: Verdict[]) => {
    const alerts = triage(today, { model, verdicts, by, budget: 5 });
    return checkTrust({ model, alerts }).map(({ doubt }) => doubt);
  };

  it('is no doubt where they agree, and hide little', () => {
    const others = doubts();
    expect(doubts(rule(2, THIEF, SWEEP[0].res, 'malicious'), rule(3, 'u1', 'intranet', 'expected'))).toEqual(
      others,
    );
  });

  it('is a doubt where a rule hides much of the list', () => {
    expect(doubts(rule(7, THIEF, '*', 'expected')).join()).toMatch(
      /The verdict in line 7 hides \d+ of \d+ accesses with evidence above 0\./,
    );
  });

  it('is no doubt of several rules together, though their lines are the same', () => {
    const some = SWEEP.map(({ res }) => rule(4, THIEF, res, 'expected'));
    expect(doubts(...some.slice(0, 11)).join()).not.toContain('hide');
    // But all that they hide together may be most of the list.
    expect(doubts(...some).join()).toMatch(/Verdicts hide \d+ of \d+ accesses with evidence above 0\./);
  });

  it('is a doubt where one hides what another calls malicious, which is listed', () => {
    const verdicts = [rule(2, THIEF, '*', 'expected'), rule(3, '*', SWEEP[0].res, 'malicious')];
    expect(doubts(...verdicts).join()).toContain(
      'Verdicts contradict each other: line 2 calls 1 access expected that line 3 calls malicious.',
    );
    const alerts = triage(today, { model, verdicts, by, budget: 5 });
    expect([...alerts.getChild('user')!]).toContain(THIEF);
    expect(alerts.schema.metadata.get('suppressed')).toContain(
      'line 3 (malicious) goes before line 2 (expected)',
    );
  });
});
