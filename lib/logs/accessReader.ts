import { checkNames } from '../checks/checkNames.js';
import { expectBoolean, expectOneOf, expectText } from '../checks/expect.js';
import { describe } from '../text/describe.js';
import { FieldTree } from './fields/FieldTree.js';
import { findFields } from './fields/findFields.js';
import { parsePath } from './fields/path.js';
import type { OpenedRows } from './open/OpenedRows.js';
import type { Asked } from './packs/Asked.js';
import { checkValue } from './profiles/check/checkValue.js';
import { findProfile } from './profiles/findProfile.js';
import type { Profile, Value } from './profiles/Profile.js';
import { ACCOUNT_KINDS, type AccountKind } from './profiles/Profile.js';
import { pathsOf } from './profiles/pathsOf.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import { columnSource } from './sources/columnSource.js';
import type { EventSource, NameColumn } from './sources/EventSource.js';
import { type Accounts, type AccountTreatment, profileSource } from './sources/profileSource.js';

/** Makes accesses of what is opened, by the fields' names or by a profile. */
export interface AccessReader {
  /** The profile's name, and what it is; null where fields are named. */
  profile: { name: string; profile: Profile } | null;
  asked: Asked;
  /** The names in which case tells nothing apart. */
  folded: readonly NameColumn[];
  /** The names of the contexts' columns. */
  contexts: readonly string[];
  /**
   * @param files all files that were found, by their numbers
   * @throws RangeError where a field is missing
   */
  source(opened: OpenedRows, files: readonly string[]): Promise<EventSource>;
}

/** The names of all options of `readAccess`. */
export const READ_OPTIONS = [
  ...['profile', 'tenant', 'user', 'res', 'time', 'timeFormat', 'count', 'id', 'from', 'to', 'likelihood'],
  ...['trim', 'foldCase', 'relation', 'accounts', 'failed', 'times', 'partitions'],
  ...['duplicates', 'by', 'hours', 'context', 'onProgress'],
];

/** Of what a time is needed, as text. */
type NeedsTime = string | undefined;

/**
 * @param ids whether the events' ids are asked for, beside their use to count an event once
 * @throws TypeError or RangeError naming an option that can't be, or is missing
 */
export async function accessReader(options: ReadAccessOptions, ids = false): Promise<AccessReader> {
  checkNames('options', options, READ_OPTIONS);
  checkChoices(options);
  const { profile, foldCase, partitions = false } = options;
  const found = profile === undefined ? null : await findProfile(profile);
  const contexts = contextsOf(options.context, found?.profile);
  const folded = foldedOf(foldCase, found?.profile);
  const reader =
    found === null ? columnReader(options, contexts) : profileReader(found.profile, options, contexts, ids);
  const needsTime = needsTimeFor(options);
  return {
    profile: found,
    asked: reader.asked,
    folded,
    contexts: Object.keys(contexts),
    async source(opened, files) {
      const source = await reader.source(opened, partitions ? files : undefined);
      if (source.time === undefined && needsTime !== undefined) {
        throw new TypeError(`Expected time to name a column for ${needsTime}, got none`);
      }
      return source;
    },
  };
}

type SourceReader = Pick<AccessReader, 'asked'> & {
  source(opened: OpenedRows, numbered: readonly string[] | undefined): Promise<EventSource>;
};

function checkChoices(options: ReadAccessOptions): void {
  const { likelihood = 'count', duplicates = 'once', by, profile, time } = options;
  const { times = false, partitions = false, trim = false, failed = false, hours = false } = options;
  for (const [name, choice] of Object.entries({ times, partitions, trim, failed, hours })) {
    expectBoolean(name, choice);
  }
  const { foldCase } = options;
  if (foldCase !== undefined && typeof foldCase !== 'boolean' && foldCase !== 'lower') {
    throw new TypeError(`Expected foldCase to be true, false or 'lower', got ${describe(foldCase)}`);
  }
  expectOneOf('likelihood', likelihood, ['count', 'logCount', 'days']);
  expectOneOf('duplicates', duplicates, ['once', 'keep']);
  if (by !== undefined) expectOneOf('by', by, ['day']);
  if (options.onProgress !== undefined && typeof options.onProgress !== 'function') {
    throw new TypeError(`Expected onProgress to be a function, got ${describe(options.onProgress)}`);
  }
  if (profile !== undefined) return;
  for (const name of ['accounts', 'failed'] as const) {
    if (options[name]) throw new RangeError(`Expected ${name} with a profile only, got none`);
  }
  if (time !== undefined) expectText('time', time, 'to name a column');
}

function needsTimeFor({ from, to, likelihood, times, by, hours }: ReadAccessOptions): NeedsTime {
  const needs = {
    ...{ from, to, "likelihood 'days'": likelihood === 'days' || undefined, times: times || undefined },
    ...{ "by 'day'": by, hours: hours || undefined },
  };
  return Object.entries(needs).find(([, asks]) => asks !== undefined)?.[0];
}

function columnReader(
  { tenant, user = 'user', res = 'res', time, count, id }: ReadAccessOptions,
  context: Readonly<Record<string, Value>>,
): SourceReader {
  const given = { tenant, user, res, time, count, id };
  for (const [name, column] of Object.entries(given)) {
    if (column !== undefined) expectText(name, column, 'to name a column');
  }
  if (user === res) {
    throw new RangeError(`Expected user and res to name different columns, got ${describe(user)} for both`);
  }
  const wanted = [tenant, user, res, count, id].filter((name) => name !== undefined);
  const times = time === undefined ? [] : [time];
  return {
    asked: askedFor([...wanted, ...times], (names) => {
      const tree = new FieldTree();
      for (const name of names) tree.keys.set(name, new FieldTree());
      const isThere = (name: string) =>
        /^extra\d+$/.test(name) ||
        beginsWith(tree, name) ||
        name
          .trim()
          .split(/\s+/)
          .every((part) => beginsWith(tree, part));
      return [...wanted, ...times].every(isThere);
    }),
    source: (opened, numbered) => columnSource(opened, { ...given, user, res, context }, numbered),
  };
}

/** Whether a header has the column in which a field begins. */
function beginsWith(tree: FieldTree, name: string): boolean {
  if (tree.keys.has(name)) return true;
  const path = parsePath(name);
  return path.some((_, n) => findFields(tree, path.slice(0, n + 1)).length > 0);
}

/** Whether a key of a document is where one of the fields begins. */
function askedFor(names: readonly string[], isHeader?: Asked['isHeader']): Asked {
  const whole = new Set(names.map((name) => name.toLowerCase()));
  const first = new Set(names.map((name) => String(parsePath(name)[0]).toLowerCase()));
  return { isHeader, isAsked: (key) => whole.has(key.toLowerCase()) || first.has(key.toLowerCase()) };
}

function profileReader(
  profile: Profile,
  options: ReadAccessOptions,
  context: Readonly<Record<string, Value>>,
  ids: boolean,
): SourceReader {
  if (options.count !== undefined) {
    throw new RangeError(
      `Expected no count beside a profile, whose events count one each, got ${describe(options.count)}`,
    );
  }
  const { tenant, user, res, time, id, duplicates = 'once' } = options;
  const given = Object.entries({ tenant, user, res, time, id }).filter(([, name]) => name !== undefined);
  for (const [name, column] of given) expectText(name, column, 'to name a field');
  const others: Partial<Record<'tenant' | 'user' | 'res' | 'time' | 'id', string>> =
    Object.fromEntries(given);
  const choices = {
    accounts: resolveAccounts(options.accounts ?? {}),
    failed: options.failed ?? false,
    ids: ids || duplicates === 'once',
    others,
    context,
  };
  const { access: _, failed: __, accounts: ___, ...named } = profile;
  const roles = pathsOf({ ...named, access: { all: [] }, context: {} });
  return {
    asked: askedFor([...roles, ...Object.values(others)]),
    source: (opened, numbered) => profileSource(opened, profile, choices, numbered),
  };
}

/** What else is asked of an event, by the names of the columns. */
function contextsOf(
  context: ReadAccessOptions['context'],
  profile: Profile | undefined,
): Readonly<Record<string, Value>> {
  if (context === undefined) return {};
  const known = profile?.context ?? {};
  const given =
    typeof context === 'string'
      ? context
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
      : context;
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(
      `Expected context to be names of fields, or an object of them, got ${describe(given)}`,
    );
  }
  if (Array.isArray(given)) for (const name of given) expectText('context', name, 'to name a field');
  const entries: [string, Value][] = Array.isArray(given)
    ? given.map((name) => [name, Object.hasOwn(known, name) ? known[name] : name])
    : Object.entries(given as Record<string, Value>);
  for (const [name, value] of entries) checkContext(name, value);
  return Object.fromEntries(entries);
}

const TAKEN = ['tenant', 'user', 'res', 'day', 'hour', 'likelihood', 'first', 'last'];

function checkContext(name: string, value: Value): void {
  if (TAKEN.includes(name)) {
    throw new RangeError(
      `Expected a context by another name than ${TAKEN.join(', ')}, got ${describe(name)}`,
    );
  }
  if (name.trim() === '') throw new RangeError(`Expected a context with a name, got ${describe(name)}`);
  checkValue(value, { path: `context.${name}`, name: 'options', depth: 0 });
}

function foldedOf(foldCase: ReadAccessOptions['foldCase'], profile: Profile | undefined): NameColumn[] {
  // In lower case all spellings are one already.
  if (foldCase === 'lower' || foldCase === false) return [];
  return foldCase ? ['user', 'res'] : [...(profile?.foldCase ?? [])];
}

function resolveAccounts(accounts: NonNullable<ReadAccessOptions['accounts']>): Accounts {
  const given = typeof accounts === 'string' ? parseAccounts(accounts) : accounts;
  checkNames('accounts', given, [...ACCOUNT_KINDS]);
  for (const [kind, treatment] of Object.entries(given)) {
    expectOneOf(`accounts.${kind}`, treatment, ['keep', 'leaveOut', 'apart']);
  }
  return { person: 'keep', machine: 'leaveOut', service: 'leaveOut', anonymous: 'leaveOut', ...given };
}

/** `machine=keep, service=apart` */
function parseAccounts(text: string): Partial<Record<AccountKind, AccountTreatment>> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const wrong = pairs.find((parts) => parts.length !== 2);
  if (wrong) {
    throw new RangeError(`Expected accounts like 'machine=keep, service=apart', got ${describe(text)}`);
  }
  return Object.fromEntries(pairs);
}
