import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { rowsOf } from '../rowsOf.js';

const folder = fileURLToPath(new URL('../fixtures/cases/', import.meta.url));

/** The expected result of a case; missing keys aren't compared. */
interface Expected {
  rows?: number;
  used?: number;
  duplicates?: number;
  unreadable?: number;
  reasons?: Record<string, number>;
  leftOut?: Record<string, number>;
  /** As `tenant|user`, or the user alone where all are of the tenant `default`. */
  users?: string[];
  /** User (as above), resource, likelihood. */
  pairs?: [string, string, number][];
  first?: string;
  last?: string;
  /** Whether tenants don't matter. */
  anyTenant?: boolean;
  /** Words of the message, of `a|b` either. */
  error?: string[];
}

type Read = Awaited<ReturnType<typeof readAccess>>;

describe('readAccess reads the case', () => {
  const names = readdirSync(folder).filter((name) => /^\d\d-/.test(name));

  const cases = names.map((name) => ({ name, ...caseOf(name) }));

  it.each(cases.map((each) => [each.name, each.what, each] as const))('%s: %s', async (name, _, each) => {
    const { options, expect: expected } = each;
    const [input, ...others] = readdirSync(join(folder, name)).filter((file) => file.startsWith('input'));
    expect(others).toEqual([]);
    const path = join(folder, name, input);
    if (expected.error !== undefined) return expectError(path, options, expected.error);
    const read = await readAccess(path, options);
    expect(summaryOf(read, expected)).toEqual(comparable({ ...expected }));
    const { rows, used, duplicates, unreadable, leftOut } = read.report;
    const numLeftOut = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
    expect(rows).toBe(used + duplicates + unreadable + numLeftOut);
  });
});

function caseOf(name: string): { what: string; options: ReadAccessOptions; expect: Expected } {
  return JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8'));
}

/** The path has words as well, which say nothing. */
async function expectError(path: string, options: ReadAccessOptions, words: readonly string[]) {
  const error: Error = await readAccess(path, options).then(
    () => expect.fail('Expected an error, got a table'),
    (reason) => reason,
  );
  const message = error.message.replaceAll(path, '').toLowerCase();
  for (const word of words) {
    const either = word.toLowerCase().split('|').map(patternOf);
    expect(message).toMatch(new RegExp(either.join('|')));
  }
}

/** Digits are a whole number. */
function patternOf(word: string): string {
  const text = word.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  return /^\d+$/.test(word) ? `(?<![\\d.,])${text}(?!\\d|[.,]\\d)` : text;
}

/** The result of a case, for the keys that are expected, in the order of `comparable`. */
function summaryOf({ table, report }: Read, expected: Expected) {
  const rows = rowsOf(table) as { tenant: string; user: string; res: string; likelihood: number }[];
  const isAlone = expected.anyTenant || rows.every(({ tenant }) => tenant === 'default');
  const sums = new Map<string, [string, string, number]>();
  for (const { tenant, user, res, likelihood } of rows) {
    const name = isAlone ? user : `${tenant}|${user}`;
    const key = JSON.stringify([name, res]);
    sums.set(key, [name, res, (sums.get(key)?.[2] ?? 0) + likelihood]);
  }
  const pairs = [...sums.values()];
  const { used, duplicates, unreadable, reasons, leftOut, span } = report;
  const users = [...new Set(pairs.map(([user]) => user))];
  const counts = { rows: report.rows, used, duplicates, unreadable, reasons, leftOut };
  const all = { ...counts, users, pairs, first: span?.first, last: span?.last };
  return comparable(
    Object.fromEntries(Object.entries(all).filter(([key]) => expected[key as keyof Expected] !== undefined)),
  );
}

/** In a fixed order; times to the millisecond, whether what is beyond was cut or not. */
function comparable({ anyTenant: _, users, pairs, first, last, ...rest }: Record<string, unknown>) {
  const sorted = (list: unknown) =>
    (list as unknown[] | undefined)?.map((item) => JSON.stringify(item)).sort();
  const cut = (time: unknown) => (time === undefined ? undefined : new Date(time as string).getTime());
  return { ...rest, users: sorted(users), pairs: sorted(pairs), first: cut(first), last: cut(last) };
}
