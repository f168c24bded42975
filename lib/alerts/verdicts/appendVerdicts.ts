import { parse } from 'csv-parse/sync';
import { csvField } from '../../base/text/csvField.js';
import { LINE_END } from '../lists/lineEnd.js';
import { VERDICT_COLUMNS, type Verdict } from './Verdict.js';
import { verdictCells } from './verdictCells.js';

/** A byte order mark, which Windows puts in front of UTF-8. */
const MARK = '\ufeff';

/**
 * The text of a file of verdicts with more of them at its end. The existing lines stay as they are. Only the
 * line that names the columns gets missing columns, since rows may end early.
 *
 * @param text a file that `readVerdicts` can read; '' for a new one
 * @param isJson whether the file has JSON lines
 */
export function appendVerdicts(text: string, verdicts: readonly Verdict[], isJson: boolean): string {
  if (verdicts.length === 0) return text;
  if (text.startsWith(MARK)) return MARK + appendVerdicts(text.slice(MARK.length), verdicts, isJson);
  const end = LINE_END.exec(text)?.[0] ?? '\n';
  const rows = verdicts.map(verdictCells);
  if (isJson) {
    const filled = rows.map((cells) =>
      Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== '')),
    );
    return ended(text, end) + filled.map((cells) => `${JSON.stringify(cells)}${end}`).join('');
  }
  const { before, header, after } = partsOf(text);
  const columns = header === '' ? [] : columnsIn(header);
  const used = VERDICT_COLUMNS.filter(
    (column) => header === '' || columns.includes(column) || rows.some((cells) => cells[column] !== ''),
  );
  const added = used.filter((column) => !columns.includes(column));
  const all = [...columns, ...added];
  const named = [...(header === '' ? [] : [header]), ...added].join(',');
  const lines = rows.map((cells) =>
    all.map((column) => csvField(cells[column as keyof typeof cells])).join(','),
  );
  return ended(before + named + after, end) + lines.map((line) => line + end).join('');
}

function ended(text: string, end: string): string {
  return text === '' || /[\r\n]$/.test(text) ? text : text + end;
}

/** The line that names the columns, and the text before and after it; '' if there is none. */
function partsOf(text: string): { before: string; header: string; after: string } {
  let start = 0;
  for (const line of text.split(LINE_END)) {
    if (line.trim() !== '' && !line.startsWith('#')) {
      return { before: text.slice(0, start), header: line, after: text.slice(start + line.length) };
    }
    start += line.length;
    start += LINE_END.exec(text.slice(start, start + 2))?.[0].length ?? 0;
  }
  return { before: text === '' ? '' : ended(text, '\n'), header: '', after: '' };
}

function columnsIn(header: string): string[] {
  const [record] = parse(header, { relax_column_count: true });
  return (record as string[]).map((column) => column.trim());
}
