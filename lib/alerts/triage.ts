import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectNumber, expectPositive } from '../base/checks/expect.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { explainRows } from '../evidence/explain/explainAccesses.js';
import type { EvidenceKind } from '../evidence/score/kinds.js';
import { rowsOf } from '../evidence/score/rowsOf.js';
import { adoptTable } from '../tables/adoptTable.js';
import { checkTable } from '../tables/isTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { takeRows } from '../tables/takeRows.js';
import { applyVerdicts, type Judgement, judgementText } from './applyVerdicts.js';
import { type DistinctAccesses, distinctAccesses, namesOf } from './distinctAccesses.js';
import { DEFAULT_DAYS, falseAlarmRate } from './falseAlarmRate.js';
import { LEAST_SEVERITY, severityOf } from './severity.js';
import type { Verdict } from './verdicts.js';
import { windowOf } from './windowOf.js';

export interface TriageOptions {
  model: AccessEvidenceModel;
  /**
   * How many alerts somebody has time for, a day and tenant: those with the most evidence, however little that is (see
   * leastSeverity). Default: 25, where none of the three is given.
   */
  budget?: number;
  /**
   * Or: how many false alarms a day are bearable, over all tenants. Where there are fewer accesses, all of them raise an alert.
   */
  falseAlarmsADay?: number;
  /** Or: the least evidence of an alert, in nats. */
  threshold?: number;
  /** The least severity of an alert, 0 to 100, whichever of the three is given. Default: 0: any. */
  leastSeverity?: number;
  /** What was decided before; see `readVerdicts`. */
  verdicts?: readonly Verdict[];
  /** How many days the accesses are of. Default: 1. */
  days?: number;
  /**
   * The time of the accesses as a share of the time of the fit. Default: by the model's span and `days`, else by numbers of
   * accesses; see `windowOf`.
   */
  window?: number;
  /** The moment that verdicts expire against. Default: now. */
  now?: Date;
}

/** What is known of who made an access that raised an alert. */
export type AlertKind =
  | 'scored'
  | 'seen before'
  | 'not connected'
  | 'new user'
  | 'new resource'
  | 'new tenant';

const DEFAULT_BUDGET = 25;

/**
 * From accesses to alerts: a row for each, the most evidence first. Accesses that are expected are left out and counted. Where
 * the evidence is the same, the smaller p-value comes first, then the resource that fewer users have, the user that has fewer
 * resources, and the access that was made oftener; what is still the same stands in an order that names have no part in but
 * by a hash.
 *
 * @param table accesses with the columns that the model names (others are of no matter), a row each or several; times in
 *   columns `first` and `last`, or `time`
 * @returns tenant, user, res; kind; evidence; p_value (`p_next`); severity (0 to 100, see `SEVERITY_BANDS`); reason; first and
 *   last; likelihood; false_alarms_a_day, how many normal accesses a day have as much evidence; verdict, what was decided of it
 *   before. The table's metadata say under `suppressed` what verdicts did
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 *
 * @example
 * const alerts = triage(today, { model, budget: 25, verdicts: await readVerdicts('verdicts.csv') });
 * show(alerts.select(['user', 'res', 'severity', 'reason']));
 */
export function triage(table: Table, options: TriageOptions): Table {
  checkNames('triage options', options ?? {}, [
    'model',
    'budget',
    'falseAlarmsADay',
    'threshold',
    'leastSeverity',
    'verdicts',
    'days',
    'window',
    'now',
  ]);
  checkTable(table);
  const {
    model,
    verdicts = [],
    days = DEFAULT_DAYS,
    leastSeverity = LEAST_SEVERITY,
    now = new Date(),
  } = options ?? {};
  const isSeverity = (value: number) => value >= 0 && value <= 100;
  expectNumber('leastSeverity', leastSeverity, 'a number from 0 to 100', isSeverity);
  const state = evidenceStateOf(model, 'model');
  const { params } = state;
  const isAlert = limitOf(options, days);
  const accesses = distinctAccesses(table, params);
  const window = options.window ?? windowOf(model, { days, accesses: accesses.row.length });
  const rows = takeRows(adoptTable(table), accesses.row).select([
    params.tenantCol,
    params.userCol,
    params.resCol,
  ]);
  const scored = model.transform(rows, { window, kinds: true });
  const numbers = (name: string) => Float64Array.from(scored.getChild(name)!);
  const [evidence, p] = [numbers('evidence'), numbers('p_next')];
  const judgement = applyVerdicts(namesOf(accesses), verdicts, now);
  const open = Int32Array.from(accesses.row.keys()).filter(
    (n) => judgement.verdicts[n]?.verdict !== 'expected' && severityOf(evidence[n]) >= leastSeverity,
  );
  const chosen = isAlert(open, { evidence, p, accesses });
  const named = takeRows(rows, chosen);
  const explained = explainRows(state, named, rowsOf(named, state.counts, params));
  const order = orderOf(chosen, { evidence, p, accesses }, explained);
  return alertTable(order, chosen, { evidence, p, accesses, scored, explained, judgement, days });
}

interface ScoredAccesses {
  evidence: Float64Array;
  p: Float64Array;
  accesses: DistinctAccesses;
}

type Limit = (open: Int32Array, scores: ScoredAccesses) => Int32Array;

/** Which of the open accesses raise an alert. */
function limitOf({ budget, falseAlarmsADay, threshold }: TriageOptions, days: number): Limit {
  const given = Object.entries({ budget, falseAlarmsADay, threshold }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1) {
    throw new RangeError(
      `Expected one of budget, falseAlarmsADay and threshold, got ${given.map(([name]) => name).join(' and ')}`,
    );
  }
  for (const [name, value] of [...given.filter(([name]) => name !== 'threshold'), ['days', days] as const]) {
    expectPositive(name, value);
  }
  if (threshold !== undefined) {
    expectNumber('threshold', threshold, 'a number', Number.isFinite);
    return (open, { evidence }) => open.filter((n) => evidence[n] >= threshold);
  }
  if (falseAlarmsADay !== undefined) {
    return (open, { p, accesses }) => {
      const rate = falseAlarmRate(falseAlarmsADay, days, accesses.row.length);
      return open.filter((n) => p[n] <= rate);
    };
  }
  const most = Math.max(1, Math.floor((budget ?? DEFAULT_BUDGET) * days));
  return (open, { evidence, accesses }) => {
    const taken = new Map<string, number>();
    const byEvidence = open
      .slice()
      .sort((a, b) => evidence[b] - evidence[a] || hashOf(accesses, a) - hashOf(accesses, b));
    return byEvidence.filter((n) => {
      const count = taken.get(accesses.tenant[n]) ?? 0;
      taken.set(accesses.tenant[n], count + 1);
      return count < most;
    });
  };
}

/** Positions among the chosen, in the order of alerts. */
function orderOf(
  chosen: Int32Array,
  { evidence, p, accesses }: ScoredAccesses,
  explained: Table,
): Int32Array {
  const known = (name: string) => Float64Array.from(explained.getChild(name)!);
  const [users, resources] = [known('users_with_access'), known('user_resources')];
  // Sums in another order differ in the last digits.
  const level = (n: number) => Math.round(evidence[chosen[n]] * 1e9);
  return Int32Array.from(chosen.keys()).sort(
    (a, b) =>
      level(b) - level(a) ||
      p[chosen[a]] - p[chosen[b]] ||
      users[a] - users[b] ||
      resources[a] - resources[b] ||
      accesses.likelihood[chosen[b]] - accesses.likelihood[chosen[a]] ||
      hashOf(accesses, chosen[a]) - hashOf(accesses, chosen[b]),
  );
}

/** FNV-1a (Fowler, Noll, Vo) of the names. */
function hashOf({ tenant, user, res }: DistinctAccesses, n: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${tenant[n]}\n${user[n]}\n${res[n]}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return hash >>> 0;
}

interface AlertParts extends ScoredAccesses {
  scored: Table;
  explained: Table;
  judgement: Judgement;
  days: number;
}

function alertTable(
  order: Int32Array,
  chosen: Int32Array,
  { evidence, p, accesses, scored, explained, judgement, days }: AlertParts,
): Table {
  const kinds = scored.getChild('kind')!;
  const reasons = explained.getChild('reason')!;
  const shares = ['share_peers', 'share_alike'].map((name) => explained.getChild(name)!);
  const text = (value: (n: number, place: number) => string | null) =>
    makeColumn.string(Array.from(order, (place) => value(chosen[place], place)));
  const number = (value: (n: number) => number) =>
    makeColumn.float64(Array.from(order, (place) => value(chosen[place])));
  const time = (values: readonly (number | null)[]) =>
    makeColumn.milliseconds(
      Array.from(order, (place) => {
        const at = values[chosen[place]];
        return at === null ? null : BigInt(Math.round(at));
      }),
    );
  const isConnected = (place: number) => shares.some((share) => share.get(place) > 0);
  const table = tableFromVectors([
    ['tenant', text((n) => accesses.tenant[n])],
    ['user', text((n) => accesses.user[n])],
    ['res', text((n) => accesses.res[n])],
    ['kind', text((n, place) => alertKind(kinds.get(n), isConnected(place)))],
    ['evidence', number((n) => evidence[n])],
    ['p_value', number((n) => p[n])],
    ['severity', number((n) => severityOf(evidence[n]))],
    ['reason', text((_, place) => reasons.get(place))],
    ['first', time(accesses.first)],
    ['last', time(accesses.last)],
    ['likelihood', number((n) => accesses.likelihood[n])],
    ['false_alarms_a_day', number((n) => (p[n] * accesses.row.length) / days)],
    ['verdict', text((n) => judgement.verdicts[n]?.verdict ?? null)],
  ]);
  table.schema.metadata.set('suppressed', judgement.numRules > 0 ? judgementText(judgement) : 'no verdicts');
  return table;
}

function alertKind(kind: EvidenceKind, isConnected: boolean): AlertKind {
  if (kind === 'seen') return 'seen before';
  if (kind === 'novel') return isConnected ? 'scored' : 'not connected';
  return `new ${kind.slice('cold '.length)}` as AlertKind;
}
