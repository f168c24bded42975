import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectDate, expectNumber, expectOneOf, expectPositive } from '../base/checks/expect.js';
import { expectTimeZone } from '../base/checks/expectTimeZone.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { checkWindow } from '../evidence/score/checkWindow.js';
import { tableTimeOf } from './accounts/tableTime.js';
import { checkWatchlist, type Watched } from './accounts/watchlist.js';
import { type AlertLimit, type AlertLimitOptions, alertLimit } from './alertLimit.js';
import { judgeAccesses } from './judgedAccesses.js';
import { SEVERITY_DAYS, type SeverityDays } from './severity.js';
import { triageAccesses } from './triageAccesses.js';
import { triageAccounts } from './triageAccounts.js';
import { checkVerdictContexts } from './verdicts/checkVerdictContexts.js';
import { checkVerdicts } from './verdicts/checkVerdicts.js';
import type { Verdict } from './verdicts/Verdict.js';

export interface TriageOptions extends AlertLimitOptions {
  model: AccessEvidenceModel;
  /** Whether an alert is an account with everything that it did (the default), or a single access. */
  by?: 'account' | 'access';
  /**
   * The least severity of an alert, 0 to 100. Default: 1 for accounts with a budget, so that only accounts
   * are listed that are odder than normal ones on most days; otherwise 0, so that all are listed.
   */
  leastSeverity?: number;
  /** Earlier verdicts; see `readVerdicts`. */
  verdicts?: readonly Verdict[];
  /** How many days the accesses cover. Default: according to the table's days, or else 1. */
  days?: number;
  /**
   * The time of the accesses as a share of the time of the fit. Default: from the model's span and `days`, or
   * else from the numbers of accesses; see `windowOf`.
   */
  window?: number;
  /** The moment at which to check whether verdicts have expired. Default: now. */
  now?: Date;
  /**
   * How rare an account has to be for each band of severity: a normal account is as odd once in this many
   * days. Default: `{ Low: 7, Medium: 30, High: 91 }`.
   */
  severityDays?: Partial<SeverityDays>;
  /** The accounts and resources that matter; see `readWatchlist`. */
  watchlist?: readonly Watched[];
  /** The incidents of earlier mornings; see `learnDay`. Default: those that the model keeps. */
  incidents?: Table | null;
  /** An IANA time zone, such as 'Europe/Berlin', whose time `reason` shows beside UTC. */
  timeZone?: string;
}

/**
 * Makes alerts from accesses, the most severe first. Expected accesses are left out and counted.
 *
 * **By account**: one row for each odd account, with everything that it did. The columns are `tenant`,
 * `user`; `kind` ('known account', 'newcomer' with fewer than 5 days, 'new tenant'; without days 'account');
 * `intruder`, the kind of intruder that the accesses look like; `evidence`, T: ln of how many times likelier
 * all accesses are if one of them is an intruder's; `evidence_in_all`, the sum of evidence above 0;
 * `p_value`, how often a normal account is as odd; `every_days`: a normal account is as odd once in this many
 * days; `severity`, which follows from that (0 to 100), and `band`; `accesses`, `first_time` (how many the
 * model has never seen) and `usual` (how many first-time accesses are usual); `reason`, the story; `first`
 * and `last`; `labels` of the watchlist; `verdict`; `since`, `mornings`, `new_accesses` (those of
 * `first_time` that don't wait already) and `risk` of an incident that began before; `peers` (JSON);
 * `telling`, its telling accesses, the most telling first, as JSON (see `tellingOf`).
 *
 * T is compared with the account's usual T, and the number of first-time accesses with a negative binomial
 * around the account's usual number: p_value = min(1, 2 min(p_T, p_B)). A newcomer is compared with
 * newcomers. See lib/evidence/README.md, "Accounts". A model without days can't say how often a normal
 * account is as odd: `every_days` is null, `p_value` the Cauchy combination of the accesses' p-values,
 * `severity` depends on T, and the order on `evidence_in_all`.
 *
 * **By access**: the columns are tenant, user, res; kind; evidence; p_value (`p_next`); severity (0 to 100,
 * by the evidence); reason; first and last; likelihood; false_alarms_a_day, how many normal accesses a day
 * have as much evidence; verdict. A model with contexts adds intruder (the likeliest kind), the day, hour and
 * contexts with the most evidence among those of the access (first and last belong to them), and
 * other_contexts, how many others there were. With equal evidence, the smaller p-value comes first, then the
 * resource that fewer users have, the user that has fewer resources, and the access that was made more often.
 * The rest is ordered by a hash of the names.
 *
 * The table's metadata under `suppressed` say how verdicts were applied.
 *
 * @param table accesses with the columns that the model names (others are ignored), one row for each access
 *   or several; times in columns `first` and `last`, or `time`
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 *
 * @example
 * const alerts = triage(today, { model, budget: 25, verdicts: await readVerdicts('verdicts.csv') });
 * show(alerts.select(['user', 'band', 'reason']));
 */
export function triage(table: Table, options: TriageOptions): Table {
  // Wrong options are refused first: a large table takes a while to read.
  const { by, limit, leastSeverity } = checkTriage(options);
  const { model, verdicts = [], days, window, now = new Date() } = options;
  const state = evidenceStateOf(model, 'model');
  const judge = (ofDays: number) => judgeAccesses(table, { model, verdicts, days: ofDays, window, now });
  if (by === 'access') {
    const ofDays = days ?? tableTimeOf(state, table, { now }).days;
    return triageAccesses(judge(ofDays), { choose: limit.ofAccesses, leastSeverity, days: ofDays });
  }
  const { severityDays, watchlist = [], incidents = model.incidents, timeZone } = options;
  const time = tableTimeOf(state, table, { given: days, now });
  const ofDays = days ?? time.days;
  return triageAccounts(judge(ofDays), {
    ...{ choose: limit.ofAccounts, leastSeverity, days: ofDays, time },
    ...{ watchlist, incidents, now, timeZone },
    severityDays: { ...SEVERITY_DAYS, ...severityDays },
    heldBack: model.heldBack,
  });
}

/**
 * Checks what can be checked before a table is read, and returns the options with their defaults.
 *
 * @throws RangeError or TypeError naming the option, or the verdict's line
 */
export function checkTriage(options: TriageOptions): {
  by: 'account' | 'access';
  limit: AlertLimit;
  leastSeverity: number;
} {
  checkNames('triage options', options ?? {}, [
    ...['model', 'by', 'budget', 'falseAlarmsADay', 'threshold', 'leastSeverity', 'verdicts', 'days'],
    ...['window', 'now', 'severityDays', 'watchlist', 'incidents', 'timeZone'],
  ]);
  const { model, by = 'account', verdicts = [], days, window, now } = options ?? {};
  expectOneOf('by', by, ['account', 'access']);
  const limit = alertLimit(options);
  if (days !== undefined) expectPositive('days', days);
  const { params } = evidenceStateOf(model, 'model');
  const { leastSeverity = by === 'account' && limit.isBudget ? 1 : 0 } = options;
  const isSeverity = (value: number) => value >= 0 && value <= 100;
  expectNumber('leastSeverity', leastSeverity, 'a number from 0 to 100', isSeverity);
  checkVerdictContexts(verdicts, params);
  checkVerdicts(verdicts);
  checkWindow(window);
  if (now !== undefined) expectDate('now', now);
  if (by === 'access') return { by, limit, leastSeverity };
  const { severityDays = {}, watchlist = [], timeZone } = options;
  checkNames('severityDays', severityDays, Object.keys(SEVERITY_DAYS));
  checkWatchlist(watchlist);
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  return { by, limit, leastSeverity };
}
