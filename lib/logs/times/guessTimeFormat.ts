import type { DuckDBConnection } from '@duckdb/node-api';
import { visibleText } from '../../base/text/visibleText.js';
import { computedOnce } from './computedOnce.js';
import { countShapes, type ShapeCount } from './countShapes.js';
import { dayOrMonthFirst } from './dayOrMonthFirst.js';
import { fromWritten, SEPARATORS, type Separator, writtenParts } from './fromWritten.js';
import { microsecondsBy } from './microsecondsBy.js';
import { inOrder, separatorOf } from './shapeOf.js';
import type { TimeFormat, TimeTexts } from './TimeFormat.js';
import { EARLIEST } from './timeRange.js';

/** This many rows of each source show whether a format is needed. */
const SAMPLE = 1000;

/** How many formats are shown. */
const SHOWN = 3;

/**
 * How to read the times that `toMicroseconds` doesn't read: those with the day or the month first, in numbers
 * or English names. Each separator has one order in all sources, chosen by all of their values (see
 * `dayOrMonthFirst`); with dots the day comes first unless the values contradict it. Null if no value needs
 * it.
 *
 * @param look 'sample' to look at all values only if one of a source's first 1000 rows needs it; 'all' if
 *   values remained unread after null
 * @throws Error if values can be read both with the day first and with the month first, with different
 *   results
 */
export async function guessTimeFormat(
  connection: DuckDBConnection,
  sources: readonly TimeTexts[],
  look: 'sample' | 'all' = 'sample',
): Promise<TimeFormat | null> {
  if (look === 'sample' && !(await someNeedsFormat(connection, sources))) return null;
  const shapes: ShapeCount[] = [];
  for (const source of sources) shapes.push(...(await countShapes(connection, source)));
  if (shapes.length === 0) return null;
  const dayFirst = SEPARATORS.filter((separator) => isDayFirst(separator, shapes));
  const shown = mostFrequent(shapes, dayFirst);
  return { shown, sql: (text) => readBy(shown, dayFirst, text) };
}

/** DuckDB's own formats are twenty times as fast, but accept 26 as a year. */
function readBy(formats: readonly string[], dayFirst: readonly Separator[], text: string): string {
  return computedOnce(text, 'written_text', (time) => {
    const fast = microsecondsBy(formats, time);
    const slow = writtenParts(time, (parts) => fromWritten(parts, dayFirst));
    return `CASE WHEN ${fast} >= ${EARLIEST} THEN ${fast} ELSE ${slow} END`;
  });
}

async function someNeedsFormat(
  connection: DuckDBConnection,
  sources: readonly TimeTexts[],
): Promise<boolean> {
  for (const source of sources) {
    if ((await countShapes(connection, source, SAMPLE)).length > 0) return true;
  }
  return false;
}

/** @throws Error if nobody can tell */
function isDayFirst(separator: Separator, all: readonly ShapeCount[]): boolean {
  const shapes = all.filter(({ shape }) => separatorOf(shape) === separator);
  const sum = (of: 'day' | 'month' | 'differ') => shapes.reduce((total, shape) => total + shape[of], 0);
  const first = dayOrMonthFirst({ day: sum('day'), month: sum('month'), differ: sum('differ') });
  if (first !== 'unknown') return first === 'day';
  if (separator === '.') return true;
  const names = new Set(shapes.map(({ source }) => visibleText(source)));
  const { shape } = shapes.reduce((most, other) => (other.differ > most.differ ? other : most));
  const formats = [true, false].map((isDay) => JSON.stringify(inOrder(shape, isDay)));
  throw new Error(
    `Expected timeFormat, since the times in ${[...names].join(', ')} are ${formats.join(' or ')} alike: say which`,
  );
}

function mostFrequent(shapes: readonly ShapeCount[], dayFirst: readonly Separator[]): string[] {
  const counts = new Map<string, number>();
  for (const { shape, day, month } of shapes) {
    const separator = separatorOf(shape);
    const isDay = separator === undefined || dayFirst.includes(separator);
    const read = isDay ? day : month;
    const format = inOrder(shape, isDay);
    if (read > 0) counts.set(format, (counts.get(format) ?? 0) + read);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, SHOWN).map(([format]) => format);
}
