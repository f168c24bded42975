import { Numbering } from '../accesses/Numbering.js';
import { isDay } from '../base/checks/isDay.js';
import { describe } from '../base/text/describe.js';
import { csvRows, readNamedText } from './csvRows.js';

/** What somebody decided of accesses. */
export interface Verdict {
  tenant: string;
  /** A name, or `*`: any. */
  user: string;
  /** A name, or `*`: any. */
  res: string;
  /**
   * - 'expected': not to be shown any more
   * - 'benign': shown again if it comes again, and learned from
   * - 'malicious': never learned from
   */
  verdict: 'expected' | 'benign' | 'malicious';
  /**
   * Only in this context, such as an address: one of the model's `contextCols`, not the day or the hour.
   * Without it, in any.
   */
  context?: { name: string; value: string } | null;
  owner: string;
  reason: string;
  /** From this moment on it doesn't hold; null: it always does. */
  expires: Date | null;
  /**
   * Of one that is malicious: the first and the last day (UTC) of the accesses that it is on, both included.
   * Null, or missing: from the beginning, to the end. Accesses without days are of any day.
   */
  from?: Date | null;
  to?: Date | null;
  /** Where it stands in its file, counted from 1. */
  line: number;
}

const NEEDED = ['tenant', 'user', 'res', 'verdict'] as const;
const COLUMNS = [...NEEDED, 'context', 'owner', 'reason', 'expires', 'from', 'to'] as const;
const VERDICTS = ['expected', 'benign', 'malicious'];

/**
 * Reads verdicts from a CSV file with the columns tenant, user, res, verdict, context, owner, reason,
 * expires, from, to (in any order; the last six may be missing), or from JSON lines with the same names. A
 * context is `name=value`, such as `network=203.0.113.0/24`; the name is one of the model's `contextCols`,
 * not the day or the hour. `from` and `to` are days, such as 2026-11-03: those of the first and the last
 * access that a verdict `malicious` is on. Empty lines and lines that begin with `#` are left out.
 *
 * @throws Error naming the file and the line of a verdict that can't be read: a missing name, a word that is
 *   none, a date that is none, days of one that isn't malicious, or two verdicts on the same accesses
 *
 * @example
 * const verdicts = await readVerdicts('verdicts.csv');
 * const alerts = triage(today, { model, verdicts });
 */
export async function readVerdicts(path: string): Promise<Verdict[]> {
  const { text, name } = await readNamedText(path, 'a file of verdicts');
  const isEnough = (given: readonly string[]) => NEEDED.every((column) => given.includes(column));
  const records = /^\s*\{/.test(text) ? jsonRecords(text, name) : csvRows(text, name, COLUMNS, isEnough);
  const verdicts = records.map(({ line, fields }) => verdictOf(fields, line, name));
  const numbers = new Numbering();
  for (const { tenant, user, res, context, from, to, line } of verdicts) {
    const days = [from, to].map((day) => day?.toISOString() ?? null);
    const key = [tenant, user, res, context?.name ?? null, context?.value ?? null, ...days];
    const before = numbers.find(...key);
    if (before >= 0) {
      throw new Error(
        `Expected one verdict on the same accesses in ${name}, got one in line ${verdicts[before].line} and one in line ${line}`,
      );
    }
    numbers.add(...key);
  }
  return verdicts;
}

interface Fields {
  line: number;
  fields: Record<string, unknown>;
}

function jsonRecords(text: string, path: string): Fields[] {
  return text.split('\n').flatMap((content, n) => {
    if (content.trim() === '' || content.startsWith('#')) return [];
    try {
      const fields: unknown = JSON.parse(content);
      if (typeof fields === 'object' && fields !== null) return [{ line: n + 1, fields: { ...fields } }];
    } catch {}
    throw new Error(`Expected a JSON object in ${path}, line ${n + 1}, got ${describe(content)}`);
  });
}

function verdictOf(fields: Record<string, unknown>, line: number, path: string): Verdict {
  const at = `in ${path}, line ${line}`;
  const text = (name: string) => String(fields[name] ?? '').trim();
  for (const name of ['tenant', 'user', 'res']) {
    if (text(name) === '') throw new Error(`Expected a name or * as ${name} ${at}, got none`);
  }
  if (text('tenant') === '*') throw new Error(`Expected the name of a tenant ${at}, got *`);
  if (text('user') === '*' && text('res') === '*') {
    throw new Error(`Expected the name of a user or of a resource ${at}, got * for both`);
  }
  if (!VERDICTS.includes(text('verdict'))) {
    throw new Error(
      `Expected a verdict among ${VERDICTS.join(', ')} ${at}, got ${text('verdict') === '' ? 'none' : describe(text('verdict'))}`,
    );
  }
  const context = /^([^=]+)=(.+)$/.exec(text('context'));
  if (text('context') !== '' && context === null) {
    throw new Error(
      `Expected a context such as network=203.0.113.0/24 ${at}, got ${describe(text('context'))}`,
    );
  }
  const expires = text('expires') === '' ? null : new Date(text('expires'));
  if (expires !== null && !(isDay(text('expires').slice(0, 10)) && Number.isFinite(expires.getTime()))) {
    throw new Error(
      `Expected expires to be a date such as 2026-12-31 ${at}, got ${describe(text('expires'))}`,
    );
  }
  const [from, to] = (['from', 'to'] as const).map((name) => dayIn(name, text(name), at));
  if ((from !== null || to !== null) && text('verdict') !== 'malicious') {
    throw new Error(`Expected from and to of malicious accesses alone ${at}, got ${text('verdict')}`);
  }
  if (from !== null && to !== null && from > to) {
    throw new Error(`Expected from to be no later than to ${at}, got ${text('from')} and ${text('to')}`);
  }
  return {
    tenant: text('tenant'),
    user: text('user'),
    res: text('res'),
    verdict: text('verdict') as Verdict['verdict'],
    ...(context && { context: { name: context[1].trim(), value: context[2].trim() } }),
    owner: text('owner'),
    reason: text('reason'),
    expires,
    ...(from && { from }),
    ...(to && { to }),
    line,
  };
}

function dayIn(name: string, text: string, at: string): Date | null {
  if (text === '') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text)) return new Date(text);
  throw new Error(`Expected ${name} to be a day such as 2026-11-03 ${at}, got ${describe(text)}`);
}
