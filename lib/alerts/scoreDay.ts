import { checkNames } from '../base/checks/checkNames.js';
import { AccessEvidenceModel } from '../evidence/AccessEvidenceModel.js';
import { expectUsed } from '../logs/expectUsed.js';
import { inspectLog, type LogInspection } from '../logs/inspectLog.js';
import { READ_OPTIONS } from '../logs/options/checkReadOptions.js';
import { optionsFor } from '../logs/optionsFor.js';
import type { ReadAccessOptions } from '../logs/ReadAccessOptions.js';
import { readAccess } from '../logs/readAccess.js';
import { withoutEmpty } from '../logs/withoutEmpty.js';
import { readWatchlist, type Watched } from './accounts/watchlist.js';
import { ScoredDay } from './ScoredDay.js';
import { checkTriage, type TriageOptions, triage } from './triage.js';
import { readVerdicts } from './verdicts/readVerdicts.js';
import type { Verdict } from './verdicts/Verdict.js';
import { windowOf } from './windowOf.js';

/** The options of `readAccess` that the model doesn't decide, and those of `triage` by account. */
export interface ScoreDayOptions
  extends Omit<ReadAccessOptions, 'by' | 'hours' | 'times'>,
    Pick<TriageOptions, 'budget' | 'leastSeverity' | 'window' | 'now' | 'timeZone' | 'severityDays'> {
  /** A model of the evidence, or the folder where one was saved. */
  model: string | AccessEvidenceModel;
  /** Earlier verdicts from `readVerdicts`, or their file. */
  verdicts?: string | readonly Verdict[];
  /** The accounts and resources that matter, from `readWatchlist`, or their file. */
  watchlist?: string | readonly Watched[];
  /** Ends the work before its next step. */
  signal?: AbortSignal;
}

const OPTIONS = [
  ...['model', 'verdicts', 'watchlist', 'budget', 'leastSeverity', 'window', 'now', 'timeZone'],
  ...['severityDays', 'signal'],
  ...READ_OPTIONS.filter((name) => !['by', 'hours', 'times'].includes(name)),
];

const NOTEBOOK = 'notebooks/03-score-a-new-day.ipynb';

/**
 * Does a morning's work in one call: reads a day's log by the days, hours and contexts that the model has
 * learned, judges each account, and says what speaks against trusting the model. Wrong options, verdicts and
 * dates are refused before the log is read. If neither a profile nor fields are given, the profile that fits
 * is used. If the profile knows failed attempts, they are set apart, unless `failed` is true. Verdicts that
 * have expired by `now` don't hold; its default is the log's last moment, or the present if that is earlier.
 *
 * @param path the log: a file, a glob, a folder, a query, or several; see `readAccess`
 * @throws as `readAccess`, `readVerdicts`, `readWatchlist`, `triage` and `AccessEvidenceModel.load` do; Error
 *   if the model has learned by days and no field is the time, or if no row could be used
 *
 * @example
 * const log = { user: 'account', res: 'share', count: 'n', time: 'at' };
 * const day = await scoreDay('february-1.csv.gz', { ...log, model, verdicts: 'verdicts.csv' });
 * for (const { doubt, advice } of day.trust) console.log(doubt, advice);
 * await writeAlerts(day.alerts, 'alerts.ocsf.ndjson');
 * await (await day.learn()).save('models/february-1');
 */
export async function scoreDay(
  path: string | readonly string[],
  options: ScoreDayOptions,
): Promise<ScoredDay> {
  return scoreDayBy(path, options, (inspected, asked) => optionsFor(inspected, asked, NOTEBOOK));
}

/**
 * Does what `scoreDay` does.
 *
 * @param optionsOf finds the options to read the log by; if it can't, its error says what to type
 */
export async function scoreDayBy(
  path: string | readonly string[],
  options: ScoreDayOptions,
  optionsOf: (inspected: LogInspection, asked: ReadAccessOptions) => ReadAccessOptions,
): Promise<ScoredDay> {
  checkNames('scoreDay options', options ?? {}, OPTIONS);
  const { budget, leastSeverity, window, timeZone, severityDays, ...others } = options ?? {};
  const { model: given, verdicts: decided = [], watchlist: list = [], now, signal, ...reading } = others;
  const model = typeof given === 'string' ? await AccessEvidenceModel.load(given) : given;
  const verdicts = typeof decided === 'string' ? await readVerdicts(decided) : decided;
  const watchlist = typeof list === 'string' ? await readWatchlist(list) : list;
  const judging = { model, verdicts, watchlist, budget, leastSeverity, timeZone, severityDays };
  checkTriage({ ...judging, window, now });

  const { from, to, onProgress, context, details = true, ...asked } = reading;
  const inspected = await inspectLog(path, withoutEmpty({ ...asked, from, to }));
  const log = optionsOf(inspected, asked);
  const times = Boolean(log.profile || log.time);
  if (model.dayCol !== null && !times) {
    throw new Error('Expected time to name the field of the time, got none: the model has learned by days');
  }
  signal?.throwIfAborted();
  const { table, report, failures } = await readAccess(path, {
    ...withoutEmpty({ ...log, ...asLearned(model, context), from, to, times, onProgress }),
    ...(log.profile && !log.failed ? { failed: 'apart' } : {}),
    details,
  });
  expectUsed(report, { mayBeQuiet: true });
  signal?.throwIfAborted();

  const last = report.span?.last.getTime() ?? Date.now();
  const moment = now ?? new Date(Math.min(Date.now(), last));
  const share = window ?? windowOf(model, { span: report.span, accesses: table.numRows });
  const alerts = triage(table, { ...judging, window: share, now: moment });
  return new ScoredDay({
    ...{ path, log, range: withoutEmpty({ from, to }), report, accesses: table, failures },
    ...{ model, verdicts, now: moment, window: share, alerts },
  });
}

/** The options of `readAccess` for the days, hours and contexts that the model has learned. */
function asLearned(model: AccessEvidenceModel, context: ReadAccessOptions['context']) {
  if (model.dayCol === null) return { context };
  const names = model.contextCols.length > 0 ? model.contextCols.join(', ') : undefined;
  return { by: 'day' as const, hours: model.hourCol !== null, context: context ?? names };
}
