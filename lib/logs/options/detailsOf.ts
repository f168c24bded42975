import { DETAILS, detailsIn } from '../profiles/detailsIn.js';
import type { Profile, Value } from '../profiles/Profile.js';
import type { ReadAccessOptions } from '../ReadAccessOptions.js';
import { namedValues } from './contextsOf.js';

/** The columns that say what was done. */
interface DetailColumns {
  columns: Readonly<Record<string, Value>>;
  /** Whether they have to be found among the fields by their names. */
  areGuessed: boolean;
}

/**
 * The details to read; a column that is a context already isn't read twice.
 *
 * @throws TypeError or RangeError naming what is no field, or a name that the table has already
 */
export function detailsOf(
  details: ReadAccessOptions['details'],
  profile: Profile | undefined,
  contexts: Readonly<Record<string, Value>>,
): DetailColumns {
  const { columns, areGuessed } = askedDetails(details, profile);
  const others = Object.entries(columns).filter(([name]) => !Object.hasOwn(contexts, name));
  return { columns: Object.fromEntries(others), areGuessed };
}

function askedDetails(details: ReadAccessOptions['details'], profile: Profile | undefined): DetailColumns {
  if (details === undefined || details === false) return { columns: {}, areGuessed: false };
  if (details !== true) {
    const known = profile === undefined ? {} : { ...profile.context, ...detailsIn(profile) };
    return { columns: namedValues('details', details, known), areGuessed: false };
  }
  if (profile !== undefined) return { columns: detailsIn(profile), areGuessed: false };
  // Null until their fields are found.
  return { columns: Object.fromEntries(DETAILS.map((name) => [name, NONE])), areGuessed: true };
}

const NONE: Value = [];
