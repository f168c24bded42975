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

/** What is known once a day's log was read and judged. */
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

/** A day as `scoreDay` has judged it. What not every morning needs is made once, when it is asked for. */
export class ScoredDay {
  readonly path: string | readonly string[];
  /** How the log was read: the fields and names that were given, and the profile that it was taken for. */
  readonly log: ReadAccessOptions;
  readonly report: AccessReport;
  /** As `readAccess` gives them, by the days, hours and contexts that the model learned. */
  readonly accesses: Table;
  /** Attempts that failed, where the log's profile knows them; else null. */
  readonly failures: Table | null;
  /** The model that judged the day. */
  readonly model: AccessEvidenceModel;
  readonly verdicts: readonly Verdict[];
  /** What verdicts were held against: the log's last moment, but no later than the clock. */
  readonly now: Date;
  /** The time of the log as a share of the time of the fit; see `windowOf`. */
  readonly window: number;
  /** As `triage` gives them, a row an account. */
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

  /** How many distinct accesses the log had. */
  get numAccesses(): number {
    return accessesOf(this.accesses, evidenceStateOf(this.model, 'model').params).size;
  }

  /** The telling accesses of the alerts; see `tellingOf`. */
  get telling(): Table {
    this.#telling ??= tellingOf(this.alerts);
    return this.#telling;
  }

  /** The events behind the telling accesses, so many of each alert; see `readEvents`. */
  events({ limit }: Pick<ReadEventsOptions, 'limit'>): Promise<Table> {
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
