import { describe } from '../../base/text/describe.js';
import { didYouMean } from '../../base/text/nearest.js';
import { visibleText } from '../../base/text/visibleText.js';
import { LINE_END } from '../lists/lineEnd.js';

/** A text in JSON, and whether it is a key. */
const TEXTS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

interface JsonLayout<Row> {
  /** The file's name in errors. */
  name: string;
  /** The keys that an object may have. */
  columns: readonly string[];
  read(fields: Record<string, string>, line: number): Row;
}

/**
 * The rows of JSON lines, all of whose values are texts. Empty lines and lines that begin with `#` are left
 * out; null counts as missing.
 *
 * @throws Error naming the file and the line that isn't an object, or has an unknown key, a key twice, or a
 *   value that isn't text
 */
export function jsonRows<Row>(text: string, { name, columns, read }: JsonLayout<Row>): Row[] {
  return text.split(LINE_END).flatMap((content, n) => {
    if (content.trim() === '' || content.startsWith('#')) return [];
    const at = `in ${name}, line ${n + 1}`;
    const given = objectOf(content);
    if (given === null) throw new Error(`Expected a JSON object ${at}, got ${describe(content)}`);
    // JSON.parse would silently keep the last of two.
    const keys = [...content.matchAll(TEXTS)].filter(([, isKey]) => isKey).map(([key]) => keyOf(key));
    for (const [place, key] of keys.entries()) {
      if (!columns.includes(key)) {
        throw new Error(
          `Expected ${columns.join(', ')} ${at}, got ${visibleText(key)}${didYouMean(key, columns)}`,
        );
      }
      if (keys.indexOf(key) !== place) throw new Error(`Expected ${key} once ${at}, got it twice`);
      const value = given[key];
      if (value !== null && typeof value !== 'string') {
        throw new Error(`Expected ${key} to be a text ${at}, got ${describe(value)}`);
      }
    }
    return [read(Object.fromEntries(columns.map((column) => [column, String(given[column] ?? '')])), n + 1)];
  });
}

function objectOf(content: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The key of `"key":`. */
function keyOf(text: string): string {
  return JSON.parse(text.replace(/\s*:$/, ''));
}
