import { expectText } from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import type { OpenedRows } from './open/OpenedRows.js';
import { askedFor, isHeaderOf } from './options/askedFor.js';
import { checkReadOptions, needsTimeFor } from './options/checkReadOptions.js';
import { contextsOf } from './options/contextsOf.js';
import { resolveAccounts } from './options/resolveAccounts.js';
import { findProfile } from './profiles/findProfile.js';
import type { Profile, Value } from './profiles/Profile.js';
import { pathsIn } from './profiles/pathsOf.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { Asked } from './smallFiles/Asked.js';
import { columnSource } from './sources/columnSource.js';
import type { EventSource, NameColumn } from './sources/EventSource.js';
import { profileSource } from './sources/profileSource.js';

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

/**
 * What makes accesses of a log by the options.
 *
 * @param ids whether events' ids are asked for anyway, not only to count an event once
 * @throws TypeError or RangeError naming an option that can't be, or is missing
 */
export async function accessReader(options: ReadAccessOptions, ids = false): Promise<AccessReader> {
  checkReadOptions(options);
  const { profile, partitions = false } = options;
  const found = profile === undefined ? null : await findProfile(profile);
  const contexts = contextsOf(options.context, found?.profile);
  const reader =
    found === null ? columnReader(options, contexts) : profileReader(found.profile, options, contexts, ids);
  const needsTime = needsTimeFor(options);
  return {
    profile: found,
    asked: reader.asked,
    folded: foldedOf(options.foldCase, found?.profile),
    contexts: Object.keys(contexts),
    async source(opened, files) {
      const source = await reader.source(opened, partitions ? files : undefined);
      if (source.time === undefined && needsTime !== undefined) {
        throw new TypeError(`Expected time to name a column for ${needsTime}, got no time`);
      }
      return source;
    },
  };
}

type SourceReader = Pick<AccessReader, 'asked'> & {
  source(opened: OpenedRows, numbered: readonly string[] | undefined): Promise<EventSource>;
};

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
  const wanted = Object.values({ ...given, user, res }).filter((name) => name !== undefined);
  return {
    asked: askedFor(wanted, isHeaderOf(wanted)),
    source: (opened, numbered) => columnSource(opened, { ...given, user, res, context }, numbered),
  };
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
  const roles = pathsIn([], [profile.tenant, profile.user, profile.res, profile.time, profile.id]);
  return {
    asked: askedFor([...roles, ...Object.values(others)]),
    source: (opened, numbered) => profileSource(opened, profile, choices, numbered),
  };
}

function foldedOf(foldCase: ReadAccessOptions['foldCase'], profile: Profile | undefined): NameColumn[] {
  // In lower case all spellings are one already.
  if (foldCase === 'lower' || foldCase === false) return [];
  return foldCase ? ['user', 'res'] : [...(profile?.foldCase ?? [])];
}
