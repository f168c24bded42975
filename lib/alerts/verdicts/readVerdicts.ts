import { Numbering } from '../../accesses/Numbering.js';
import { csvRows } from '../lists/csvRows.js';
import { readNamedText } from '../lists/readNamedText.js';
import { jsonRows } from './jsonRows.js';
import { VERDICT_COLUMNS, type Verdict } from './Verdict.js';
import { verdictKey } from './verdictKey.js';
import { verdictOf } from './verdictOf.js';

const NEEDED = ['tenant', 'user', 'res', 'verdict'];

/**
 * Reads verdicts from a CSV file in UTF-8 with the columns tenant, user, res, verdict, context, owner,
 * reason, expires, from, to (in any order; the last six may be missing), or from JSON lines with the same
 * names, all values texts. A context is `name=value`, such as `network=203.0.113.0/24`; the name is one of
 * the model's `contextCols`, not the day or the hour. `expires` is when the verdict ends: a day (at its
 * beginning in UTC), or a time with its zone (`2026-12-31T17:00Z`). `from` and `to` are days, such as
 * 2026-11-03: the first and the last one that a verdict `malicious` is about. Empty lines and lines that
 * begin with `#` are left out.
 *
 * Names are exact, and `*` as user or res means any. A name that could be taken for something else is a JSON
 * string in double quotes, as in the lines that reports print: `"*"` is the name `*`; see `nameCell`.
 *
 * @throws Error naming the file and the line of a verdict that can't be read, or can be read in two ways: a
 *   missing name, blanks around a name, a comment that would be a verdict, an unknown verdict, another
 *   column, a column twice, a value that isn't text, an invalid date, a time without its zone, days of a
 *   verdict that isn't malicious, two verdicts on the same accesses, another encoding
 *
 * @example
 * const verdicts = await readVerdicts('verdicts.csv');
 * const alerts = triage(today, { model, verdicts });
 */
export async function readVerdicts(path: string): Promise<Verdict[]> {
  const { text, name } = await readNamedText(path, 'a file of verdicts');
  const read = (fields: Record<string, string>, line: number) => verdictOf(fields, line, name);
  const isEnough = (given: readonly string[]) => NEEDED.every((column) => given.includes(column));
  const verdicts = isJsonLines(text)
    ? jsonRows(text, { name, columns: VERDICT_COLUMNS, read })
    : csvRows(text, {
        ...{ name, columns: VERDICT_COLUMNS, isEnough, read },
        names: [...NEEDED.slice(0, 3), 'context'],
      });
  const numbers = new Numbering();
  for (const verdict of verdicts) {
    const { line } = verdict;
    const key = verdictKey(verdict);
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

/** Whether the first line that isn't empty or a comment is JSON. */
export function isJsonLines(text: string): boolean {
  return /^(?:#.*(?:\r\n|\n|\r)|\s)*\{/.test(text);
}
