import { describe } from '../../base/text/describe.js';
import { csvRows } from '../lists/csvRows.js';
import { nameIn } from '../lists/nameIn.js';
import { readNamedText } from '../lists/readNamedText.js';

/** An account or a resource that matters, and why. */
export interface Watched {
  /** Null or missing: any tenant. */
  tenant?: string | null;
  /** One of the two; the other is null. */
  user: string | null;
  res: string | null;
  /** Such as `privileged` or `sensitive`. */
  label: string;
  /** Its line in the file, counted from 1. */
  line: number;
}

const NAMES = ['tenant', 'user', 'res'];
const COLUMNS = [...NAMES, 'label'];

/**
 * Reads a list of accounts and resources that matter from a CSV file with the columns user, res and label,
 * and tenant if there are several. Each line names an account or a resource, and says why it matters:
 * `privileged`, `sensitive`. The other of the two is empty or `*`, and so is a tenant that may be any. Their
 * alerts get a higher severity. Names are written as in a file of verdicts: see `readVerdicts`. Empty lines
 * and lines that begin with `#` are left out.
 *
 * @throws Error naming the file and the line that can't be read, or can be read in two ways
 *
 * @example
 * const watchlist = await readWatchlist('watchlist.csv');
 * const alerts = triage(today, { model, watchlist });
 */
export async function readWatchlist(path: string): Promise<Watched[]> {
  const { text, name } = await readNamedText(path, 'a watchlist');
  const isEnough = (given: readonly string[]) =>
    given.includes('label') && (given.includes('user') || given.includes('res'));
  const read = (fields: Record<string, string>, line: number): Watched => {
    const at = `in ${name}, line ${line}`;
    const [tenant, user, res] = NAMES.map((column) =>
      fields[column].trim() === '' ? null : nameIn(fields[column], column, at),
    );
    if ((user === null) === (res === null)) {
      throw new Error(`Expected a user or a resource ${at}, got ${user === null ? 'neither' : 'both'}`);
    }
    if (fields.label === '') throw new Error(`Expected a label ${at}, got none`);
    return { tenant, user, res, label: fields.label, line };
  };
  // Any text can be a label, so many comments with a comma would be rows.
  const isComment = (content: string) => /^#\s/.test(content);
  return csvRows(text, { ...{ name, columns: COLUMNS, names: NAMES }, isEnough, isComment, read });
}

/**
 * Checks that a value is a list like those of `readWatchlist`.
 *
 * @throws TypeError naming the value, or the entry, that is wrong
 */
export function checkWatchlist(value: unknown): asserts value is readonly Watched[] {
  if (!Array.isArray(value)) {
    throw new TypeError(`Expected watchlist as readWatchlist gives it, got ${describe(value)}`);
  }
  value.forEach((watched: unknown, n) => {
    if (!isWatched(watched)) {
      throw new TypeError(
        `Expected watchlist[${n}] to have a label and the name of a user or of a resource, got ${describe(watched)}`,
      );
    }
  });
}

function isWatched(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { tenant = null, user = null, res = null, label }: Partial<Record<keyof Watched, unknown>> = value;
  const isName = (name: unknown) => typeof name === 'string' && name !== '';
  const isNameOrAny = (name: unknown) => name === null || isName(name);
  return isName(label) && [tenant, user, res].every(isNameOrAny) && (user === null) !== (res === null);
}

/** Finds the entries of a list for accounts and resources. */
export function watchedBy(watchlist: readonly Watched[]) {
  const labelsOf = (kind: 'user' | 'res') => {
    const labels = new Map<string, Watched[]>();
    for (const watched of watchlist) {
      const name = watched[kind];
      if (name != null) labels.set(name, [...(labels.get(name) ?? []), watched]);
    }
    return (tenant: string, name: string) =>
      (labels.get(name) ?? [])
        .filter((watched) => watched.tenant == null || watched.tenant === tenant)
        .map(({ label }) => label);
  };
  return { user: labelsOf('user'), res: labelsOf('res') };
}
