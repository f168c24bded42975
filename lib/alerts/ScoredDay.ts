import type { Table } from 'apache-arrow';
import { accessesOf } from '../accesses/Accesses.js';
import { checkTrust } from '../evaluate/trust/checkTrust.js';
import type { Doubt } from '../evaluate/trust/doubts/Doubt.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { termsInWords } from '../evidence/explain/termsInWords.js';
import type { AccessReport } from '../logs/AccessReport.js';
import type { ReadAccessOptions } from '../logs/ReadAccessOptions.js';
import { type ReadEventsOptions, readEvents } from '../logs/readEvents.js';
import { tellingOf } from './accounts/tellingOf.js';
import { type LearnDayOptions, type LearnedDay, learnDay } from './learnDay.js';
import type { Verdict } from './verdicts/Verdict.js';

/** The results of reading and judging a day's log. */
interface Judged {
  path: string | readonly string[];
  log: ReadAccessOptions;
  range: Pick<ReadAccessOptions, 'from' | 'to'>;
  report: AccessReport;
  accesses: Table;
  failures: Table | null;
  model: AccessEvidenceModel;
  verdicts: readonly Verdict[];
  now: Date;
  window: number;
  alerts: Table;
}

/** A day that `scoreDay` has judged. Results that not every morning needs are made at their first use. */
export class ScoredDay {
  readonly path: string | readonly string[];
  /** How the log was read: the given options, and the profile that fits. */
  readonly log: ReadAccessOptions;
  readonly report: AccessReport;
  /** The table of `readAccess`, by the days, hours and contexts that the model has learned. */
  readonly accesses: Table;
  /** Failed attempts, if the log's profile knows them; else null. */
  readonly failures: Table | null;
  /** The model that judged the day. */
  readonly model: AccessEvidenceModel;
  readonly verdicts: readonly Verdict[];
  /** The moment at which it was checked whether verdicts have expired; see `scoreDay`. */
  readonly now: Date;
  /** The time of the log as a share of the time of the fit; see `windowOf`. */
  readonly window: number;
  /** The alerts of `triage`, one row for each account. */
  readonly alerts: Table;
  readonly #range: Judged['range'];
  #telling: Table | null = null;
  #scored: Table | null = null;
  #trust: Doubt[] | null = null;

  constructor(judged: Judged) {
    ({
      path: this.path,
      log: this.log,
      range: this.#range,
      report: this.report,
      accesses: this.accesses,
      failures: this.failures,
      model: this.model,
      verdicts: this.verdicts,
      now: this.now,
      window: this.window,
      alerts: this.alerts,
    } = judged);
  }

  /** The number of distinct accesses in the log. */
  get numAccesses(): number {
    return accessesOf(this.accesses, evidenceStateOf(this.model, 'model').params).size;
  }

  /** The telling accesses of the alerts; see `tellingOf`. */
  get telling(): Table {
    this.#telling ??= tellingOf(this.alerts);
    return this.#telling;
  }

  /** The events behind the telling accesses, at most `limit` for each; see `readEvents`. */
  events({ limit }: Pick<ReadEventsOptions, 'limit'> = {}): Promise<Table> {
    const { likelihood: _, ...source } = this.log;
    return readEvents(this.path, { ...source, ...this.#range, of: this.telling, limit });
  }

  /** All accesses with their evidence, its terms, their kinds, and `why` in words. */
  get scored(): Table {
    const { model, accesses, window } = this;
    this.#scored ??= termsInWords(model.transform(accesses, { parts: true, kinds: true, window }));
    return this.#scored;
  }

  /** What speaks against trusting the model on this log; see `checkTrust`. */
  get trust(): Doubt[] {
    const { model, report, alerts } = this;
    this.#trust ??= checkTrust({ model, report, scored: this.scored, alerts });
    return this.#trust;
  }

  /** Makes the model of the next morning, which keeps what was held back; see `learnDay`. */
  learn(options: Pick<LearnDayOptions, 'onIteration' | 'signal'> = {}): Promise<LearnedDay> {
    const { model, accesses, alerts, verdicts, now, report } = this;
    return learnDay(model, accesses, { alerts, verdicts, now, span: report.span, ...options });
  }
}
