import type { Float64, Table, Vector } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectOneOf } from '../base/checks/expect.js';
import type { Span } from '../base/checks/span.js';
import { counted } from '../base/text/counted.js';
import { describe } from '../base/text/describe.js';
import { findColumn } from '../tables/findColumn.js';
import { explainAccesses } from './explain/explainAccesses.js';
import { peersOf } from './explain/peersOf.js';
import type { EvidenceFitOptions } from './fit/fitEvidence.js';
import { type ForgetOptions, forgetEvidence } from './fit/forgetEvidence.js';
import { recalibrate } from './fit/recalibrate.js';
import { updateEvidence } from './fit/updateEvidence.js';
import { historyOf } from './historyOf.js';
import { loadEvidence } from './saving/loadEvidence.js';
import { saveEvidence } from './saving/saveEvidence.js';
import { addEvidence } from './score/addEvidence.js';
import { checkWindow } from './score/checkWindow.js';
import type { EvidenceState, TenantState } from './score/EvidenceState.js';
import { horizonShare } from './score/horizonShare.js';
import { newTail, nextTail } from './score/pValues.js';
import { isRemoteAccesses, type RemoteAccesses, WEIGH } from './score/RemoteAccesses.js';
import { askedScores, type TransformOptions } from './score/TransformOptions.js';
import { forgetForward } from './time/forgetForward.js';
import { updateForward } from './time/updateForward.js';
import { NOTHING_WAITING, replaced, WAITING_TABLES, type Waiting } from './Waiting.js';

let readState: (model: AccessEvidenceModel) => EvidenceState;

/**
 * As for a fit; `span` is the time of the added accesses. Without it, or if the fit had none, the updated
 * model has no span, and windows are estimated from numbers of accesses. A model with days takes the days of
 * the rows instead.
 */
export type UpdateOptions = EvidenceFitOptions;

/** What `AccessEvidence.fit` has learned. It scores accesses by the evidence that an intruder made them. */
export class AccessEvidenceModel {
  readonly #state: EvidenceState;
  readonly #waiting: Waiting;

  constructor(state: EvidenceState, waiting: Waiting = NOTHING_WAITING) {
    this.#state = state;
    this.#waiting = waiting;
  }

  /**
   * Loads a model from the folder that `save` wrote. Its scores equal those of the saved model to the bit,
   * and the accesses that wait for a verdict are in it, too.
   *
   * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
   *
   * @example
   * await model.save('models/january-evidence');
   * const same = await AccessEvidenceModel.load('models/january-evidence');
   */
  static async load(directory: string): Promise<AccessEvidenceModel> {
    const { state, waiting } = await loadEvidence(directory);
    return new AccessEvidenceModel(state, waiting);
  }

  /**
   * Saves the model, and the accesses that wait for a verdict, into a folder of Parquet files with a manifest
   * in JSON. A crash leaves the previous model or none, never half of one.
   *
   * @param directory a new or empty folder, or the folder of a saved model, which is replaced
   * @throws Error if the folder holds anything else; it is left as it is
   */
  save(directory: string): Promise<void> {
    return saveEvidence(this.#state, this.#waiting, directory);
  }

  /**
   * A new model that has also seen these accesses, the same as a fit on all of them. Tenants that aren't in
   * the table stay as they are, with any calibration by `recalibrate`; tenants in the table lose it. A model
   * without days keeps its similarities if all accesses of the table were seen before.
   *
   * @param table columns as for the fit. Without days: if the fit counted rows, so does this; and if the
   *   column of counts is `likelihood` and is missing, every row counts 1. With days: all columns of days and
   *   contexts that the fit had
   * @throws RangeError or TypeError naming the missing column, the column and the row that can't be used, or
   *   a tenant whose likelihoods were counts and would no longer be, so that its history would be lost
   *
   * @example
   * const february = await model.update(today);
   */
  async update(table: Table, options: UpdateOptions = {}): Promise<AccessEvidenceModel> {
    checkNames('update options', options, ['span', 'onIteration', 'signal']);
    const { time } = this.#state;
    const updated =
      time === null
        ? await updateEvidence(this.#state, table, options)
        : await updateForward(this.#state, time, table, options);
    return new AccessEvidenceModel(updated, this.#waiting);
  }

  /**
   * A new model that never saw these accesses, equal to the bit to a fit on all others. Accesses that the
   * model doesn't know are ignored. Users, resources and tenants without any access left are removed, too;
   * tenants that lose nothing stay as they are, with any calibration by `recalibrate`. With nothing to
   * forget, all scores stay. The span stays, unless it was that of the days.
   *
   * @param table columns tenant, user and resource, as named for the fit, or else `tenant`, `user` and `res`.
   *   With days: the columns of the day, the hour and contexts, if there are any, say which days of an access
   *   are meant and from where; a missing column means any, a null means the records where it isn't known
   *   (except for the day, which has to be there). Without days: if the fit counted and the table has the
   *   column, its likelihood is subtracted, else the whole access is forgotten
   * @param options `onIteration` and `signal`, as for a fit
   * @throws RangeError or TypeError naming the option, the missing column, the column and the row that can't
   *   be used, the tenant whose likelihoods would no longer be counts, or the tenants of a model that would
   *   have nothing left
   *
   * @example
   * const innocent = await model.forget(tellingOf(alerts).select(['tenant', 'user', 'res']));
   */
  async forget(table: Table, options: ForgetOptions = {}): Promise<AccessEvidenceModel> {
    checkNames('forget options', options, ['onIteration', 'signal']);
    const { time } = this.#state;
    const left =
      time === null
        ? await forgetEvidence(this.#state, table, options)
        : await forgetForward(this.#state, time, table, options);
    return new AccessEvidenceModel(left, this.#waiting);
  }

  /**
   * A new model with the same scores that keeps these tables for later mornings: `save` writes them, and
   * `update`, `forget` and `recalibrate` pass them on. A table that isn't given stays as it was; null, or a
   * table without rows, means that nothing waits.
   *
   * @param waiting `heldBack`: accesses that nobody has judged yet, from `selectForLearning`; `incidents`:
   *   alerts of earlier mornings. Columns may have any names, and hold text, numbers, booleans, dates or
   *   times (to the microsecond); for a model with days, `heldBack` has the column of the day, with a day in
   *   each row
   * @throws RangeError or TypeError naming the value that is no table, the column of another type, or the row
   *   without a day
   *
   * @example
   * const { learn, heldBack } = selectForLearning(today, { model, alerts, verdicts });
   * const tomorrow = (await model.update(learn)).withWaiting({ heldBack });
   */
  withWaiting(waiting: Partial<Waiting>): AccessEvidenceModel {
    checkNames('waiting', waiting, WAITING_TABLES);
    const { time, params } = this.#state;
    const dayCol = time === null ? null : params.dayCol;
    return new AccessEvidenceModel(this.#state, replaced(this.#waiting, waiting, dayCol));
  }

  /** The accesses that wait for a verdict, with the columns that the model reads; null if there are none. */
  get heldBack(): Table | null {
    return this.#waiting.heldBack;
  }

  /** The alerts of earlier mornings, as they were given to `withWaiting`; null if there are none. */
  get incidents(): Table | null {
    return this.#waiting.incidents;
  }

  /**
   * A new model whose p-values compare with these accesses instead of those of the fit: the last normal
   * period, which the model has not been trained on. Scores stay as they are. Then `p_next` uses the period
   * as the window, whatever its length (a model without days still has to be given a `window`). Tenants with
   * fewer than 30 accesses in the table keep what they had.
   *
   * @param table columns tenant, user and resource, as named for the fit, or else `tenant`, `user` and `res`,
   *   and those of days and contexts; rows of the same access in the same context count once
   * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name, or of an
   *   invalid hour or day; RangeError if no tenant of the model has 30 accesses in the table
   */
  recalibrate(table: Table): AccessEvidenceModel {
    return new AccessEvidenceModel(recalibrate(this.#state, table), this.#waiting);
  }

  /**
   * What the fit has seen of the users of a table (or of its resources): their accesses, with how often each
   * was seen.
   *
   * @param table columns tenant and user (or resource), as named for the fit, or else `tenant` and `user` (or
   *   `res`); unknown ones are left out
   * @returns columns tenant, user, resource and likelihood, as named for the fit
   * @throws RangeError or TypeError naming the option, a missing column, or the row of a null or empty name
   */
  historyOf(table: Table, options: { of?: 'users' | 'resources' } = {}): Table {
    checkNames('historyOf options', options, ['of']);
    const { of = 'users' } = options;
    expectOneOf('of', of, ['users', 'resources']);
    return historyOf(this.#state, table, of);
  }

  /**
   * Explains the evidence of each access. It adds these columns to the table's, in this order: `reason` (a
   * few plain sentences); Sentinel's five flags (booleans: `FirstTimeUserAccessedResource`,
   * `ResourceUncommonlyAccessedByUser`, `ResourceUncommonlyAccessedAmongPeers`,
   * `FirstTimeResourceAccessedInTenant`, `ResourceUncommonlyAccessedInTenant`; the look-back is the time of
   * the fit) and the counts behind them: `user_count` (how often the user was seen there; with days, on how
   * many days), `user_rank` of `user_resources`, `peers_with_access` of `peers` (the 12 nearest, see
   * `peersOf`), `users_with_access` of `users` (others of the tenant); `evidence` and the terms that sum to
   * it; `share_peers`, `share_alike`, `share_popular`, `share_any`, `share_new`: where the expectation of the
   * resource came from (they sum to 1); `nearest_peer`; `most_alike` and `least_alike`, the user's other
   * resources that are most and least like this one by their other users.
   *
   * A reason is about what was learned, not about other columns of the table: each of its clauses is one of
   * these counts, and its factors are the terms.
   *
   * A model with contexts adds Sentinel's flags for contexts called country, device, workstation, browser,
   * client, isp or asn; the counts `<context>_days` of `<context>_of_days` (the user's days with the value,
   * of how many) and `<context>_users` (other users who had it); the terms `from_<context>` and
   * `from_intruder`; and at the end `intruder`, which of four the access looks most like.
   *
   * @param table columns tenant, user and resource, as named for the fit, or else `tenant`, `user` and `res`,
   *   as `triage` writes them, and those of days and contexts
   * @throws RangeError or TypeError naming a missing column, the row of a null or empty name, of an invalid
   *   hour or day, or a column of the accesses with the name of an added one
   *
   * @example
   * show(model.explain(today).select(['user', 'res', 'evidence', 'reason']));
   */
  explain(table: Table): Table {
    return explainAccesses(this.#state, table);
  }

  /**
   * The nearest peers of the users of a table, from the accesses themselves: users that share resources, of
   * which rare ones count more. A user with more than half of the tenant's resources, and twice as many as
   * the median account, is nobody's peer where another user shares something: a backup account would be
   * everybody's peer.
   *
   * @param table columns tenant and user, as named for the fit, or else `tenant` and `user`; unknown users
   *   are left out
   * @returns a row for each peer: tenant, `UserPrincipalName`, `PeerUserPrincipalName`, `Rank` (1 = nearest),
   *   `similarity` in (0, 1], `shared` resources
   */
  peersOf(table: Table): Table {
    return peersOf(this.#state, table);
  }

  /** The tenants, sorted. */
  get tenants(): readonly string[] {
    return this.#state.counts.users.tenants;
  }

  get numUsers(): number {
    return this.#state.counts.users.size;
  }

  get numResources(): number {
    return this.#state.counts.resources.size;
  }

  /** Distinct accesses that the model was fitted on. */
  get numAccesses(): number {
    return this.#state.counts.likelihood.length;
  }

  /**
   * Whether the accesses of a tenant have a history. They have none if their likelihoods aren't counts (all
   * the same, or not whole): then `evidence` is `pair_evidence`, and `p_next` counts each access once.
   *
   * @throws RangeError if the tenant isn't one of the model
   */
  hasHistory(tenant: string | number): boolean {
    return this.#tenant(tenant).sizes.counted;
  }

  /**
   * The smallest p-value that a tenant can have: of `p_next` for a window or with days, else of `p_new`. With
   * an alarm rate below it, no alarm is ever raised.
   *
   * @throws RangeError if the tenant isn't one of the model
   */
  smallestP(tenant: string | number, window?: number): number {
    const { calibration, sizes } = this.#tenant(tenant);
    const state = this.#state;
    const share = checkWindow(window) ?? (state.time === null ? null : horizonShare(state));
    const tail = share === null ? newTail(calibration) : nextTail(calibration, share, sizes.discount);
    return tail(Number.POSITIVE_INFINITY);
  }

  #tenant(tenant: string | number): TenantState {
    const position = this.tenants.indexOf(String(tenant));
    if (position >= 0) return this.#state.tenants[position];
    throw new RangeError(`Expected a tenant of the model, got ${describe(tenant)}`);
  }

  /** The column of the days that it has learned by; null if it has learned without days. */
  get dayCol(): string | null {
    return this.#state.params.dayCol;
  }

  /** The column of the hour, if it has learned hours. */
  get hourCol(): string | null {
    return this.#state.params.hourCol;
  }

  /** The columns of the other contexts that it has learned. */
  get contextCols(): readonly string[] {
    return this.#state.params.contextCols;
  }

  /** The time of the fit's accesses, if the fit was told. */
  get span(): Span | null {
    return this.#state.span;
  }

  /**
   * Scores each row. It adds these columns (Float64, finite and never null, also for newcomers, except for
   * `kind` and `intruder`; the table's own columns of these names are removed first, asked for or not):
   *
   * - `evidence`: the weight of evidence, ln of how many times likelier an intruder makes the access than
   *   what was learned, the account's own history included;
   * - `pair_evidence`: the same without the history, and without contexts: how odd it is that this user uses
   *   this resource at all;
   * - `p_new`: how often an access that was never seen has as much `pair_evidence`, and is normal;
   * - `p_next`, with `window` or with days: how often any normal access of such a time (with days: of a log
   *   as long as the horizon) has as much `evidence`;
   * - `kind`, with `kinds` (text): 'seen', 'novel', 'cold user', 'cold resource' or 'cold tenant'; with
   *   contexts also `intruder`, the likeliest one: 'stranger', 'stolen account', 'misuse' or 'insider';
   * - `from_user`, `from_resource`, `from_fit`, `from_history`, with `parts`: terms that sum to `evidence`;
   *   with contexts also `from_<context>` for each, and `from_intruder`, the difference that the mixture of
   *   four intruders makes.
   *
   * A training access is scored as if it had been left out, except for its history term. An access of an
   * unknown tenant gets the mean score of new users at new resources in the known tenants. A missing context
   * says nothing: null, an empty text, an hour without a day, or no such column.
   *
   * A table on Spark is scored once, when its rows are first needed: its distinct accesses come through this
   * process in batches, as numbers, and their scores are kept on the server (which needs a
   * `spark.checkpoint.dir`) until the connection is closed.
   *
   * @param table columns tenant, user and resource, as named for the fit, or else `tenant`, `user` and `res`,
   *   as `triage` writes them, and those of days and contexts; other columns are kept
   * @throws RangeError or TypeError naming the option, a missing column, or the row of a null or empty name,
   *   or of an invalid hour or day
   */
  transform(table: Table, options?: TransformOptions): Table;
  transform<Remote extends RemoteAccesses>(table: Remote, options?: TransformOptions): Remote;
  transform(table: Table | RemoteAccesses, options: TransformOptions = {}): Table | RemoteAccesses {
    const asked = askedScores(options);
    return isRemoteAccesses(table)
      ? table[WEIGH](this.#state, asked)
      : addEvidence(this.#state, table, asked);
  }

  /**
   * Only the evidence of each row; see `transform`. Models and baselines both rank by such a function of a
   * table.
   *
   * @throws RangeError or TypeError as `transform`
   */
  score(table: Table): Vector<Float64> {
    return findColumn(this.transform(table), 'evidence');
  }

  /** A short summary for notebooks, which the kernel shows if a model is a cell's last expression. */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    const parts = [
      counted(this.tenants.length, 'tenant'),
      counted(this.numUsers, 'user'),
      counted(this.numResources, 'resource'),
      counted(this.numAccesses, 'access', 'accesses'),
      ...(this.span ? [`${this.span.first.toISOString()} to ${this.span.last.toISOString()}`] : []),
    ];
    const text = `AccessEvidenceModel: ${parts.join(', ')}`;
    return { 'text/html': `<div>${text}</div>`, 'text/plain': text };
  }

  /** Read by other parts of the library (drift, calibration), not by users. */
  static {
    readState = (model) => model.#state;
  }
}

/**
 * Everything a model knows.
 *
 * @param name what the model is, for errors
 */
export function evidenceStateOf(model: AccessEvidenceModel, name: string): EvidenceState {
  if (!(model instanceof AccessEvidenceModel)) {
    throw new TypeError(`Expected ${name} to be an AccessEvidenceModel, got ${describe(model)}`);
  }
  return readState(model);
}
