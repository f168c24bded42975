import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { contextNames } from '../../accesses/contexts.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectDate } from '../../base/checks/expect.js';
import { DAY_MS, type Span } from '../../base/checks/span.js';
import { sum } from '../../base/numbers/sum.js';
import { counted } from '../../base/text/counted.js';
import { grouped } from '../../base/text/grouped.js';
import { isoDay } from '../../base/text/isoDay.js';
import { shownList } from '../../base/text/shownList.js';
import { visibleText } from '../../base/text/visibleText.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { tenantRange } from '../../evidence/time/tenantRange.js';
import type { AccessReport } from '../../logs/AccessReport.js';
import { isTenantOfPersons, TENANT_SUFFIX } from '../../logs/profiles/accountTenants.js';
import { checkTable } from '../../tables/isTable.js';
import { readDays } from '../../tables/readDays.js';
import { type ServiceSigns, serviceSigns } from './likelyServices.js';

/** A reason not to trust a model here, and what to do about it. */
export interface Doubt {
  doubt: string;
  advice: string;
}

/** What is known of a model; what isn't given isn't looked at. */
export interface DoubtInputs {
  model: AccessEvidenceModel;
  /** Of the log that is looked at; see `readAccess`. */
  report?: AccessReport;
  /** Of `compareRankers`, the model's row first. */
  comparison?: Table;
  /** Of `calibration`. */
  calibration?: Table;
  /** Of `transform` with `kinds`. */
  scored?: Table;
  /** Of `triage`: what verdicts made of them. */
  alerts?: Table;
  /** What no access can be later than. Default: now. */
  now?: Date;
}

/** Fewer users or days than these teach too little. */
const FEW_USERS = 20;
const FEW_DAYS = 7;
/** Fewer days teach too little of how a log goes on. */
const FEW_FORWARD_DAYS = 5;
/** From this share of its values on, a context is as good as the account's name. */
const NEARLY_ALL = 0.9;
/** More than this share unreadable, or new, is too much. */
const MUCH_UNREADABLE = 0.05;
const MUCH_NEW = 0.5;
/** How many accounts a doubt names. */
const MOST_NAMES = 3;
/** An AUC below this is near guessing. */
const LOW_AUC = 0.7;

/**
 * Is a model to be trusted on this log? Looks for what makes its list worth little: few users, a short log,
 * rows that could not be read, figures no better than a simple rule's, most accesses by newcomers, promises
 * that are not kept, accounts that behave as service accounts do (`likelyServices`), times that can't be
 * right, verdicts that contradict each other or hide much.
 *
 * @throws TypeError where there is no model of evidence, or no table where one has to be, RangeError naming
 *   an input that isn't known
 *
 * @example
 * for (const { doubt, advice } of doubtsOf({ model, report })) console.log(doubt, advice);
 */
export function doubtsOf(inputs: DoubtInputs): Doubt[] {
  checkNames('doubtsOf inputs', inputs, [
    ...['model', 'report', 'comparison', 'calibration', 'scored', 'alerts', 'now'],
  ]);
  const { model, report, comparison, calibration, scored, alerts, now = new Date() } = inputs;
  expectDate('now', now);
  const state = evidenceStateOf(model, 'model');
  for (const table of [comparison, calibration, scored, alerts]) if (table !== undefined) checkTable(table);
  return [
    ...aboutSize(model, state),
    ...aboutTime(state),
    ...aboutFarDays(state),
    ...aboutContexts(state),
    ...aboutServices(state),
    ...aboutLog(report),
    ...aboutClocks(report, now),
    ...aboutFuture(state, scored, now),
    ...aboutVerdicts(alerts),
    ...aboutComparison(comparison),
    ...aboutCalibration(calibration),
    ...aboutNewcomers(scored),
    ...aboutMissing(state, scored),
    ...aboutMoved(state, scored),
  ];
}

function aboutSize({ span }: AccessEvidenceModel, { counts }: EvidenceState): Doubt[] {
  const doubts: Doubt[] = [];
  const { users } = counts;
  // A few accounts of services are no small company.
  const isOfPersons = users.tenants.map(isTenantOfPersons);
  const tenants = isOfPersons.filter(Boolean).length;
  const number = users.tenantOfEach().filter((tenant) => isOfPersons[tenant]).length;
  if (number < FEW_USERS * tenants) {
    doubts.push({
      doubt: `The model knows ${counted(number, 'user')}${tenants > 1 ? ` in ${counted(tenants, 'tenant')}` : ''}: too few to tell who is like whom.`,
      advice: `Learn from more of the organisation, ${FEW_USERS} users a tenant or more.`,
    });
  }
  const days = span === null ? null : (span.last.getTime() - span.first.getTime()) / DAY_MS;
  if (days !== null && days < FEW_DAYS) {
    doubts.push({
      doubt: `The model learned from ${days < 1 ? 'less than a day' : counted(Math.floor(days), 'day')}: what happens weekly is still new to it.`,
      advice: 'Learn from some weeks.',
    });
  }
  return doubts;
}

/** Whether alarm rates can hold for days to come. */
function aboutTime({ time, tenants, span }: EvidenceState): Doubt[] {
  const isForward = tenants.every(({ calibration }) => calibration.source !== 'fit');
  if (time === null && !isForward) {
    return [
      {
        doubt:
          'The model learned without days: on days to come, alarms are usually some times as many as its p-values promise.',
        advice:
          "Read the log with its times, `readAccess(path, { by: 'day' })`, or `recalibrate` on later days.",
      },
    ];
  }
  if (!isForward) {
    return [
      {
        doubt: `The log${tenants.length > 1 ? ' of some tenants' : ''} has a single day: nothing could be foreseen, and alarm rates are a guess.`,
        advice: 'Learn from some weeks.',
      },
    ];
  }
  const days = time === null || span === null ? null : lengthOf(span);
  if (days === null || days >= FEW_FORWARD_DAYS) return [];
  return [
    {
      doubt: `Alarm rates come from foreseeing the last of ${counted(days, 'day')}: they say little.`,
      advice: 'Learn from some weeks.',
    },
  ];
}

/** Days outside of all windows: a false clock put them there. */
function aboutFarDays(state: EvidenceState): Doubt[] {
  const { counts, time } = state;
  if (time === null) return [];
  const far = counts.users.tenants.flatMap((_, t) => tenantRange(state, time, t)?.outside ?? []);
  if (far.length === 0) return [];
  const first = far.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY);
  const last = far.reduce((most, { last }) => Math.max(most, last), Number.NEGATIVE_INFINITY);
  const days = first === last ? `on ${dayText(first)}` : `between ${dayText(first)} and ${dayText(last)}`;
  const number = sum(far.map(({ rows }) => rows));
  return [
    {
      doubt: `${counted(number, 'access', 'accesses')} that the model learned ${days} ${number === 1 ? 'lies' : 'lie'} far from all others: a clock was probably wrong.`,
      advice: 'The model ignores these days where it counts time. Look at which source wrote them.',
    },
  ];
}

/** Days since 1970. */
function dayText(day: number): string {
  return isoDay(day * DAY_MS);
}

/** A context that names the account is no context: whoever has the account has it, too. */
function aboutContexts({ time, counts, tenants }: EvidenceState): Doubt[] {
  return (time?.contexts ?? []).flatMap(({ name, isHour, counts: { numValues, numOnce } }): Doubt[] => {
    const isName = (_: unknown, t: number) => {
      const numUsers = counts.users.starts[t + 1] - counts.users.starts[t];
      return numOnce[t] >= NEARLY_ALL * numValues[t] && numValues[t] >= NEARLY_ALL * numUsers;
    };
    if (isHour || !tenants.every(isName)) return [];
    return [
      {
        doubt: `Nearly every account has its own ${name}: it says who it is, not where or how.`,
        advice: `Leave ${name} out of contextCols, or take a coarser one, such as a network instead of an address.`,
      },
    ];
  });
}

/** A service account among persons is like nobody, and makes what it does look usual. */
function aboutServices(state: EvidenceState): Doubt[] {
  const found = serviceSigns(state);
  if (found.length === 0) return [];
  const { users } = state.counts;
  const shown = found.slice(0, MOST_NAMES);
  const more = found.length - shown.length;
  const rest = more > 0 ? `; ${grouped(more)} more behave like ${shown.length > 1 ? 'them' : 'it'}` : '';
  const names = shown.map(({ user }) => visibleText(users.names[user]));
  const each = shown.map((signs, n) => `${names[n]} was active ${activityOf(signs)}`);
  return [
    {
      doubt: `${each.join('; ')}${rest}.`,
      advice:
        found.length === 1
          ? `If it is a service account, say so: accounts: service=${names[0]}`
          : `Those that are service accounts are to be named: accounts: service=${names.join('|')}`,
    },
  ];
}

function activityOf({ hours, days, ofDays, resources, ofResources }: ServiceSigns): string {
  return [
    ...(hours === null ? [] : [`at ${hours} of 24 hours`]),
    `on ${grouped(days)} of ${counted(ofDays, 'day')}`,
    `at ${grouped(resources)} of ${counted(ofResources, 'resource')}`,
  ].join(', ');
}

function lengthOf({ first, last }: Span): number {
  return Math.round((last.getTime() - first.getTime()) / DAY_MS);
}

function aboutLog(report: AccessReport | undefined): Doubt[] {
  if (report === undefined || report.unreadable <= MUCH_UNREADABLE * report.rows) return [];
  return [
    {
      doubt: `${percent(report.unreadable / report.rows)} of the log's rows could not be read.`,
      advice: 'Look at the samples of them: a wrong column or time format is the usual cause.',
    },
  ];
}

/** Times that can't be right: far from all others, or later than now. */
function aboutClocks(report: AccessReport | undefined, now: Date): Doubt[] {
  if (!report?.span) return [];
  const { span, outliers } = report;
  const doubts: Doubt[] = [];
  if (outliers) {
    const [first, last] = [outliers.first, outliers.last].map((time) => isoDay(time.getTime()));
    doubts.push({
      doubt: `${counted(outliers.rows, 'row')} of the log ${outliers.rows === 1 ? 'lies' : 'lie'} far from all others in time (${first === last ? first : `${first} to ${last}`}): a clock was probably wrong.`,
      advice: 'The time of this log leaves them out. Look at which source wrote them.',
    });
  }
  const latest = outliers && outliers.last > span.last ? outliers.last : span.last;
  if (latest > now) {
    doubts.push({
      doubt: `The log has times after now: its last is ${latest.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
      advice: 'Look at the clock of the source, and at the zone that its times are written in.',
    });
  }
  return doubts;
}

/** What `triage` found in the verdicts, which it notes beside the alerts. */
function aboutVerdicts(alerts: Table | undefined): Doubt[] {
  const noted = alerts?.schema.metadata.get('doubts');
  return noted === undefined ? [] : JSON.parse(noted);
}

/** Days after today: a false clock, or a zone that was misread. Of today it may be tomorrow elsewhere. */
function aboutFuture({ span, params, time }: EvidenceState, scored: Table | undefined, now: Date): Doubt[] {
  const advice = 'Look at the clock of the source, and at the zone that its times are written in.';
  const doubts: Doubt[] = [];
  if (span !== null && span.last.getTime() > now.getTime() + DAY_MS) {
    const last = isoDay(span.last.getTime() - 1);
    doubts.push({ doubt: `The model learned from times after now: its last day is ${last}.`, advice });
  }
  const { dayCol } = params;
  if (time === null || dayCol === null || !scored?.getChild(dayCol)) return doubts;
  const tomorrow = Math.floor(now.getTime() / DAY_MS) + 1;
  const late = readDays(scored, dayCol).filter((day) => day > tomorrow);
  if (late.length === 0) return doubts;
  const last = isoDay(late.reduce((most, day) => Math.max(most, day)) * DAY_MS);
  const accesses = counted(late.length, 'access', 'accesses');
  doubts.push({
    doubt: `${accesses} ${late.length === 1 ? 'is' : 'are'} of days after now, up to ${last}.`,
    advice,
  });
  return doubts;
}

function aboutComparison(comparison: Table | undefined): Doubt[] {
  if (comparison === undefined || comparison.numRows === 0) return [];
  const [model, ...rules] = comparison.toArray() as {
    ranking: string;
    AUC: number | null;
    'AUC high': number;
  }[];
  if (model.AUC === null) {
    return [
      {
        doubt: 'There was nothing to test the model on.',
        advice: 'It takes users with several resources, and accesses that were never seen.',
      },
    ];
  }
  const better = rules.filter(({ AUC }) => AUC !== null && AUC > model['AUC high']);
  const doubts: Doubt[] = better.map(({ ranking, AUC }) => ({
    doubt: `On what was set aside ${ranking} does better (AUC ${AUC!.toFixed(3)} against ${model.AUC!.toFixed(3)}).`,
    advice: `Read the list beside one by ${ranking}.`,
  }));
  if (model.AUC < LOW_AUC) {
    doubts.push({
      doubt: `On what was set aside the model is near guessing (AUC ${model.AUC.toFixed(3)}).`,
      advice: 'Who accesses what may follow no pattern here; look for columns that say more of the resource.',
    });
  }
  return doubts;
}

function aboutCalibration(calibration: Table | undefined): Doubt[] {
  if (calibration === undefined) return [];
  const rows = calibration.toArray() as {
    tenant: string | null;
    kind: string;
    promised: number;
    realised: number;
    low: number;
  }[];
  const broken = rows.find(
    ({ tenant, kind, promised, low }) =>
      tenant === null && kind === 'all' && promised >= 0.01 && low > 1.5 * promised,
  );
  if (broken === undefined) return [];
  return [
    {
      doubt: `Alarm rates are not kept: where ${percent(broken.promised)} was promised, ${percent(broken.realised)} of normal accesses raised one.`,
      advice: '`recalibrate` on the last normal period.',
    },
  ];
}

function aboutNewcomers(scored: Table | undefined): Doubt[] {
  const kinds = scored?.getChild('kind');
  if (!kinds || kinds.length === 0) return [];
  let isNew = 0;
  let isForeign = 0;
  for (const kind of kinds) {
    if (String(kind).startsWith('cold')) isNew++;
    if (kind === 'cold tenant') isForeign++;
  }
  if (isNew <= MUCH_NEW * kinds.length) return [];
  const share = percent(isNew / kinds.length);
  return [
    isForeign > MUCH_NEW * kinds.length
      ? {
          doubt: `${percent(isForeign / kinds.length)} of the accesses are of tenants that the model has never seen.`,
          advice: 'Name the tenant as it was named for the model.',
        }
      : {
          doubt: `${share} of the accesses are of users or resources that the model has never seen.`,
          advice:
            'Check that names are spelled as before (case, domains), and learn from a longer or later time.',
        },
  ];
}

/** A thief can't be seen by a context that the table has not. */
function aboutMissing({ params, time }: EvidenceState, scored: Table | undefined): Doubt[] {
  if (time === null || scored === undefined || scored.numRows === 0) return [];
  const isMissing = (name: string) => {
    const column = scored.getChild(name);
    return column === null || column.nullCount === scored.numRows;
  };
  const doubts: Doubt[] = [];
  if (params.dayCol !== null && isMissing(params.dayCol)) {
    doubts.push({
      doubt:
        'The accesses have no days: they are judged as those of one day, and a model with days does not learn them.',
      advice: "Read the log with its times, `readAccess(path, { by: 'day' })`.",
    });
  }
  const missing = contextNames(params).filter(isMissing);
  if (missing.length === 0) return doubts;
  return [
    ...doubts,
    {
      doubt: `The accesses say nothing of ${missing.join(', ')}, by which the model has learned: a stolen account may not show.`,
      advice: 'Read the log as for the model: `by`, `hours` and `context`.',
    },
  ];
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

/** Accounts that the model knows under another tenant, as service accounts named in training alone. */
function aboutMoved({ counts: { users }, params }: EvidenceState, scored: Table | undefined): Doubt[] {
  if (scored === undefined || scored.numRows === 0) return [];
  const { tenantCol, userCol, resCol } = params;
  const names = [
    [tenantCol, 'tenant'],
    [userCol, 'user'],
    [resCol, 'res'],
  ];
  if (!names.every((either) => either.some((name) => scored.getChild(name) !== null))) return [];
  const accounts = accessesNamed(scored, params).users;
  const moved: string[] = [];
  for (let code = 0; code < accounts.size; code++) {
    const [tenant, name] = [accounts.tenantOf(code), accounts.nameOf(code)];
    if (users.find(tenant, name) >= 0) continue;
    const others = Object.values(TENANT_SUFFIX).map((suffix) => `${tenant}${suffix}`);
    if (others.some((other) => users.find(other, name) >= 0)) moved.push(name);
  }
  if (moved.length === 0) return [];
  return [
    {
      doubt: `The model knows ${shownList(moved)} apart, as accounts of services or machines; in this log ${moved.length === 1 ? 'it stands' : 'they stand'} among persons.`,
      advice: 'Read this log with the same `accounts` as the model learned with.',
    },
  ];
}
