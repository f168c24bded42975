import { expectText } from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import { guessDetails } from './inspect/guessDetails.js';
import type { OpenedRows } from './open/OpenedRows.js';
import { askedFor, isHeaderOf } from './options/askedFor.js';
import { checkReadOptions, needsTimeFor } from './options/checkReadOptions.js';
import { contextsOf } from './options/contextsOf.js';
import { detailsOf } from './options/detailsOf.js';
import { resolveAccounts } from './options/resolveAccounts.js';
import { isOfProfile } from './profiles/detailsIn.js';
import { findProfile } from './profiles/findProfile.js';
import { keptLetters } from './profiles/keptLetters.js';
import type { AccountChoices, Profile, Value } from './profiles/Profile.js';
import { pathsIn } from './profiles/pathsOf.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { Asked } from './smallFiles/Asked.js';
import type { Written } from './smallFiles/mayHold.js';
import { columnSource } from './sources/columnSource.js';
import type { EventSource, NameColumn } from './sources/EventSource.js';
import { profileSource } from './sources/profileSource.js';

/** Makes accesses of opened rows, by the fields' names or by a profile. */
export interface AccessReader {
  /** The profile and its name; null if fields are named. */
  profile: { name: string; profile: Profile } | null;
  asked: Asked;
  /** The columns of names in which case doesn't matter. */
  folded: readonly NameColumn[];
  /** The names of the contexts' columns. */
  contexts: readonly string[];
  /** The names of the columns that say what was done. */
  details: readonly string[];
  /** Whether there are named fields, which have to exist. */
  needsFields: boolean;
  /** How users and resources are written in the text of their rows, if that is known. */
  written: Written;
  /**
   * @param files all files that were found, by their numbers
   * @throws RangeError if a field is missing
   */
  source(opened: OpenedRows, files: readonly string[]): Promise<EventSource>;
}

/**
 * The reader that makes accesses of a log by the options.
 *
 * @param ids whether events' ids are needed in any case, not only to count an event once
 * @throws TypeError or RangeError naming an option that can't be used, or is missing
 */
export async function accessReader(options: ReadAccessOptions, ids = false): Promise<AccessReader> {
  checkReadOptions(options);
  const { profile, partitions = false } = options;
  const found = profile === undefined ? null : await findProfile(profile);
  const contexts = contextsOf(options.context, found?.profile);
  const { columns, areGuessed } = detailsOf(options.details, found?.profile, contexts);
  const asked: AskedColumns = {
    values: { ...contexts, ...columns },
    guessed: areGuessed ? Object.keys(columns) : [],
    accounts: resolveAccounts(options.accounts || {}, found !== null),
  };
  const reader =
    found === null ? columnReader(options, asked) : profileReader(found.profile, options, asked, ids);
  const needsTime = needsTimeFor(options);
  return {
    profile: found,
    asked: reader.asked,
    folded: foldedOf(options.foldCase, found?.profile),
    contexts: Object.keys(contexts),
    details: Object.keys(columns),
    needsFields: reader.needsFields,
    written: writtenOf(options, found?.profile),
    async source(opened, files) {
      const source = await reader.source(opened, partitions ? files : undefined);
      if (source.time === undefined && needsTime !== undefined) {
        throw new TypeError(`Expected time to name a column for ${needsTime}, got no time`);
      }
      return source;
    },
  };
}

/** What is read beside the fields. */
interface AskedColumns {
  /** Contexts and details, by the names of the table's columns. */
  values: Readonly<Record<string, Value>>;
  /** Those of them that have to be found by the names of fields. */
  guessed: readonly string[];
  accounts: AccountChoices;
}

type SourceReader = Pick<AccessReader, 'asked' | 'needsFields'> & {
  source(opened: OpenedRows, numbered: readonly string[] | undefined): Promise<EventSource>;
};

function columnReader(
  { tenant, user = 'user', res = 'res', time, count, id }: ReadAccessOptions,
  { values, guessed, accounts }: AskedColumns,
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
    needsFields: true,
    async source(opened, numbered) {
      const found: Partial<Record<string, Value>> =
        guessed.length === 0 ? {} : guessDetails(await opened.sample(), wanted);
      const context = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          guessed.includes(name) ? (found[name] ?? value) : value,
        ]),
      );
      return columnSource(opened, { ...given, user, res, context, accounts }, numbered);
    },
  };
}

function profileReader(
  profile: Profile,
  options: ReadAccessOptions,
  { values, accounts }: AskedColumns,
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
  const failed: boolean | 'apart' = options.failed === 'apart' ? 'apart' : options.failed === true;
  const choices = {
    accounts,
    failed,
    ids: ids || duplicates === 'once',
    others,
    context: values,
  };
  const roles = pathsIn([], [profile.tenant, profile.user, profile.res, profile.time, profile.id]);
  const hasOthers = Object.entries(values).some(([name, value]) => !isOfProfile(profile, name, value));
  return {
    asked: askedFor([...roles, ...Object.values(others)]),
    needsFields: given.length > 0 || hasOthers,
    source: (opened, numbered) => profileSource(opened, profile, choices, numbered),
  };
}

function foldedOf(foldCase: ReadAccessOptions['foldCase'], profile: Profile | undefined): NameColumn[] {
  // In lower case, all spellings are one already.
  if (foldCase === 'lower' || foldCase === false) return [];
  return foldCase ? ['user', 'res'] : [...(profile?.foldCase ?? [])];
}

/** Folders with Hive's names may hold names, too. */
function writtenOf(options: ReadAccessOptions, profile: Profile | undefined): Written {
  if (options.partitions) return {};
  const isFolded = foldedOf(options.foldCase, profile).length > 0 || options.foldCase === 'lower';
  const of = (name: 'user' | 'res') => {
    const kept = keptLetters(options[name] ?? profile?.[name] ?? name);
    return kept === undefined ? undefined : { ...kept, anyCase: kept.anyCase || isFolded };
  };
  return { user: of('user'), res: of('res') };
}
