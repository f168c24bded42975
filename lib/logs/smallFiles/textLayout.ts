import { scanRow } from '../decode/scanRow.js';
import { splitRow } from '../decode/splitRow.js';

/** How a text file's lines are rows of columns. */
export interface TextLayout {
  /** CSV with a header (also by tabs, semicolons or bars), Zeek's log, or the W3C extended log format. */
  kind: 'csv' | 'zeek' | 'w3c';
  separator: string;
  /** Whether cells may be in double quotes. */
  isQuoted: boolean;
  /** The columns' names; an empty name in a header becomes `column` and its place, from 1. */
  names: readonly string[];
  /** How many cells more than these a row may have: the columns `extra1`, `extra2`, ... */
  numExtra: number;
  /** How many cells fewer than names a row may have: empty names at the header's end. */
  numOptional: number;
  /** The header's line, which may be repeated among the rows; null if `#` begins the lines of names. */
  header: string | null;
  /** How many lines come before the first row. */
  skip: number;
}

/** The layout of a text without a line. */
export const NO_COLUMNS: TextLayout = {
  ...{ kind: 'csv', separator: ',', isQuoted: true, names: [], numExtra: 0, numOptional: 0 },
  ...{ header: '', skip: 0 },
};

const SEPARATORS = [',', '\t', ';', '|'];

/** How many lines are searched for the header. */
const MOST_LINES = 60;

/**
 * The layout of a text file by its first lines. The header is the first line that has all wanted names with
 * one of the separators; without such a line, or without wanted names, the first line that is as wide as most
 * lines.
 *
 * @param isHeader whether a header has the wanted names; undefined if there are none
 */
export function textLayout(
  lines: readonly string[],
  isHeader?: (names: readonly string[]) => boolean,
): TextLayout {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (first.startsWith('#separator ')) return zeekLayout(lines);
  if (lines.some((line) => /^#Fields: /i.test(line))) return w3cLayout(lines);
  const said = /^sep=(.)\s*$/i.exec(first)?.[1];
  const separators = said === undefined ? SEPARATORS : [said];
  const from = said === undefined ? 0 : lines.indexOf(first) + 1;
  const rows = wholeRows(lines);
  const places = [...rows.keys()].filter((n) => n >= from).slice(0, MOST_LINES);
  if (isHeader !== undefined) {
    for (const place of places) {
      for (const separator of separators) {
        if (isHeader(namesOf(rows.get(place)!, separator))) return csvLayout(rows, place, separator);
      }
    }
  }
  const { separator, width } = likeliest(
    places.map((n) => rows.get(n)!),
    separators,
  );
  const isWide = (row: string) => Math.abs(widthOf(row, separator) - width) <= 1;
  const place = places.find((n) => isWide(rows.get(n)!) && (width === 1 || rows.get(n)!.includes(separator)));
  return csvLayout(rows, place ?? places[0] ?? 0, separator);
}

/** A cell can't have more lines than this: its quote is an ordinary character. */
const MOST_CELL_LINES = 200;

/** The rows of lines, by the numbers of their first ones: an open quote continues on the next line. */
function wholeRows(lines: readonly string[]): Map<number, string> {
  const rows = new Map<number, string>();
  for (let n = 0; n < lines.length; n++) {
    if (lines[n].trim() === '') continue;
    let end = n;
    let quotes = numQuotes(lines[n]);
    while (quotes % 2 === 1 && end + 1 < lines.length && end - n < MOST_CELL_LINES)
      quotes += numQuotes(lines[++end]);
    const isRow = quotes % 2 === 0;
    rows.set(n, isRow ? lines.slice(n, end + 1).join('\n') : lines[n]);
    if (isRow) n = end;
  }
  return rows;
}

function numQuotes(line: string): number {
  return line.split('"').length - 1;
}

/** The names of all columns that a row may have. */
export function columnsOf({ names, numExtra }: TextLayout): string[] {
  return [...names, ...Array.from({ length: numExtra }, (_, n) => `extra${n + 1}`)];
}

function csvLayout(rows: ReadonlyMap<number, string>, place: number, separator: string): TextLayout {
  const header = rows.get(place) ?? '';
  const names = namesOf(header, separator);
  const others = [...rows].filter(([n, row]) => n > place && row !== header).map(([, row]) => row);
  const skip = place + header.split('\n').length;
  return {
    ...{ kind: 'csv', separator, isQuoted: true, names, header, skip },
    numOptional:
      names.length - Math.max(1, 1 + splitRow(header, separator).findLastIndex((name) => name.trim() !== '')),
    numExtra: numExtra(others, separator, names.length),
  };
}

/** If half of the rows or more have more cells than the header has names: how many more. */
function numExtra(rows: readonly string[], separator: string, numNames: number): number {
  const widths = rows.map((row) => scanRow(row, separator)).filter((scan) => typeof scan === 'number');
  const wider = widths.filter((width) => width > numNames);
  if (numNames < 2 || wider.length === 0 || 2 * wider.length < widths.length) return 0;
  return mostFrequent(wider) - numNames;
}

function namesOf(line: string, separator: string): string[] {
  if (line.trim() === '') return [];
  return splitRow(line, separator).map((name, n) => (name.trim() === '' ? `column${n + 1}` : name));
}

/** How many cells a row has; 0 if a quoted cell doesn't end at a separator. */
function widthOf(row: string, separator: string): number {
  const scan = scanRow(row, separator);
  return typeof scan === 'number' ? scan : 0;
}

/** The separator that gives most lines the same width, the widest of these. */
function likeliest(lines: readonly string[], separators: readonly string[]) {
  const readings = separators.map((separator) => {
    const widths = lines.map((line) => widthOf(line, separator));
    const wide = widths.filter((width) => width > 1);
    const width = wide.length === 0 ? 1 : mostFrequent(wide);
    return { separator, width, share: widths.filter((each) => each === width).length / widths.length };
  });
  const split = readings.filter(({ width }) => width > 1);
  if (split.length === 0) return { separator: separators[0], width: 1 };
  return split.reduce((a, b) => (b.share * Math.log(b.width) > a.share * Math.log(a.width) ? b : a));
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

/** https://docs.zeek.org/en/master/log-formats.html */
function zeekLayout(lines: readonly string[]): TextLayout {
  const [, said = '\t'] =
    /^#separator (.+)$/.exec(lines.find((line) => line.startsWith('#separator'))!) ?? [];
  const separator = said.replace(/\\x([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  const fields = lines.find((line) => line.startsWith('#fields')) ?? '#fields';
  const names = fields.split(separator).slice(1);
  return { ...NO_COLUMNS, kind: 'zeek', separator, isQuoted: false, names, header: null };
}

/** https://www.w3.org/TR/WD-logfile.html; Exchange separates by commas, CloudFront by tabs. */
function w3cLayout(lines: readonly string[]): TextLayout {
  const fields = w3cNames(lines.find((line) => /^#Fields: /i.test(line)) ?? '');
  const row = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const separator = row.includes('\t') ? '\t' : fields.isByComma ? ',' : ' ';
  return { ...NO_COLUMNS, kind: 'w3c', separator, names: fields.names, header: null };
}

/** The names in a line `#Fields: ...`. */
export function w3cNames(line: string): { names: string[]; isByComma: boolean } {
  const text = line.slice(line.indexOf(':') + 1).trim();
  const isByComma = text.includes(',');
  return { names: text.split(isByComma ? /\s*,\s*/ : /\s+/), isByComma };
}
