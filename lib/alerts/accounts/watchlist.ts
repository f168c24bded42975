import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { visibleText } from '../../base/text/visibleText.js';

/** What somebody has said matters: an account, or a resource, and why. */
export interface Watched {
  /** Null: in any tenant. */
  tenant: string | null;
  /** One of the two; the other is null. */
  user: string | null;
  res: string | null;
  /** Such as `privileged` or `sensitive`. */
  label: string;
  /** Where it stands in its file, counted from 1. */
  line: number;
}

const COLUMNS = ['tenant', 'user', 'res', 'label'];

/**
 * Reads a list of what matters from a CSV file with the columns user, res and label, and tenant where there
 * are several. Each line names an account or a resource, and says why it matters: `privileged`, `sensitive`.
 * Alerts of these are raised. Empty lines and lines that begin with `#` are left out.
 *
 * @throws Error naming the file and the line of what can't be read
 *
 * @example
 * const watchlist = await readWatchlist('watchlist.csv');
 * const alerts = triage(today, { model, watchlist });
 */
export async function readWatchlist(path: string): Promise<Watched[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`Expected a watchlist at ${visibleText(path)}, got none there`);
  });
  const name = visibleText(path);
  const [head, ...rows] = rowsOf(text, name);
  if (head === undefined) return [];
  const { record: columns } = head;
  const isRight = columns.includes('label') && (columns.includes('user') || columns.includes('res'));
  if (!isRight || columns.some((column, n) => !COLUMNS.includes(column) || columns.indexOf(column) !== n)) {
    throw new Error(
      `Expected the columns ${COLUMNS.join(', ')} in ${name}, line ${head.info.lines}, got ${columns.map(visibleText).join(', ')}`,
    );
  }
  return rows.map(({ record, info: { lines: line } }) => {
    const of = (column: string) => record[columns.indexOf(column)] || null;
    const [tenant, user, res, label] = COLUMNS.map(of);
    if ((user === null) === (res === null)) {
      throw new Error(
        `Expected a user or a resource in ${name}, line ${line}, got ${user === null ? 'neither' : 'both'}`,
      );
    }
    if (label === null) throw new Error(`Expected a label in ${name}, line ${line}, got none`);
    return { tenant, user, res, label, line };
  });
}

interface WatchedRow {
  record: string[];
  info: { lines: number };
}

function rowsOf(text: string, name: string): WatchedRow[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      comment: '#',
      comment_no_infix: true,
    }) as unknown as WatchedRow[];
  } catch (error) {
    const { lines, message } = error as Error & { lines?: number };
    throw new Error(`Expected CSV in ${name}, line ${lines ?? '?'}, got ${visibleText(message)}`);
  }
}

/** Finds what a list says of accounts and resources. */
export function watchedBy(watchlist: readonly Watched[]) {
  const labelsOf = (kind: 'user' | 'res') => {
    const labels = new Map<string, Watched[]>();
    for (const watched of watchlist) {
      const name = watched[kind];
      if (name !== null) labels.set(name, [...(labels.get(name) ?? []), watched]);
    }
    return (tenant: string, name: string) =>
      (labels.get(name) ?? [])
        .filter((watched) => watched.tenant === null || watched.tenant === tenant)
        .map(({ label }) => label);
  };
  return { user: labelsOf('user'), res: labelsOf('res') };
}
