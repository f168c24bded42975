import { documentOf, wrappedList } from './json/wrappedList.js';

/** How many lines are looked at. */
const MOST_LINES = 50;

/** How many are looked at if the first is an object. */
const FEW_LINES = 5;

/**
 * How a JSON document with objects in it begins. `[user],` begins a line of CSV, `[2026-01-05]` one of a
 * plain log. evtx_dump prints `Record 1` before each document.
 */
const START = /^\s*(?:Record \d+\s+)?(?:\{\s*(?:["}]|$)|\[\s*(?:[{["\]]|$))/;

/** How a document begins that only consists of a vendor's list of records: see `wrappedList`. */
const WRAPPER = /^\s*\{\s*"(?:Records|value|events|items|entries)"\s*:\s*\[\s*\{/;

/**
 * Whether a text is JSON, by its start. It is JSON lines if the first line is an object by itself that wraps
 * no others, or, if the first line is broken, if more than half of the first lines are such objects.
 * Otherwise it is JSON if it begins like JSON.
 *
 * @param isAll whether the start is the whole text, so that its last line is whole
 */
export function jsonFormat(start: string, isAll: boolean): 'json lines' | 'json' | undefined {
  const isJson = START.test(start);
  if (!isJson && !start.includes('{')) return undefined;
  const lines = firstLines(start, isAll);
  // Parsing a whole document takes longer than everything else here.
  if (lines.length === 1 && isWrapperAt(lines[0])) return 'json';
  const isFirst = lines.length > 0 && objectOf(lines[0]) !== undefined;
  // Documents that wrap others do so from the first line.
  const objects = (isFirst ? lines.slice(0, FEW_LINES) : lines).flatMap((line) => objectOf(line) ?? []);
  if (!isFirst && 2 * objects.length <= lines.length) return isJson ? 'json' : undefined;
  return objects.some(isWrapper) ? 'json' : 'json lines';
}

/** Whether a document is a vendor's list of records, by its start. */
export function isWrapperAt(start: string): boolean {
  return WRAPPER.test(start);
}

function firstLines(start: string, isAll: boolean): string[] {
  const lines: string[] = [];
  const lineBreaks = /\r\n?|\n/g;
  let at = 0;
  while (lines.length < MOST_LINES && at < start.length) {
    const lineBreak = lineBreaks.exec(start);
    if (lineBreak === null && !isAll) break;
    const line = start.slice(at, lineBreak?.index).trim();
    if (line !== '') lines.push(line);
    at = lineBreak === null ? start.length : lineBreaks.lastIndex;
  }
  return lines;
}

function objectOf(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as object;
  } catch {
    return undefined;
  }
}

function isWrapper(object: object): boolean {
  return wrappedList(documentOf(object)) !== null;
}
