import { sqlText } from '../../sql/sqlText.js';
import { columnsOf, type TextLayout } from '../smallFiles/textLayout.js';

/** The cells of a row of text, with their quotes, as SQL; NULL if the quotes are broken. */
export function cellsSql({ separator, isQuoted }: TextLayout, row: string): string {
  const split = `string_split(${row}, ${sqlText(separator)})`;
  if (!isQuoted) return split;
  const by = /[\\^$.|?*+()[\]{}]/.test(separator) ? `\\${separator}` : separator;
  const field = `("(?:[^"]|"")*"|[^"${by}][^${by}]*|)`;
  const whole = sqlText(`${field}(?:${by}${field})*`);
  // Each cell is matched with the separator after it: after an empty match DuckDB would skip the separator.
  const each = sqlText(`${field}${by}`);
  return `CASE
    WHEN NOT contains(${row}, '"') THEN ${split}
    WHEN regexp_full_match(${row}, ${whole}) THEN regexp_extract_all(${row} || ${sqlText(separator)}, ${each}, 1)
    END`;
}

/** A column's text of such cells, as SQL. */
export function cellSql(
  layout: TextLayout,
  name: string,
  restore: (cell: string) => string = (cell) => cell,
): string {
  const cell = `cells[${columnsOf(layout).indexOf(name) + 1}]`;
  if (!layout.isQuoted) return restore(cell);
  return restore(`CASE WHEN ${cell}[1] = '"' THEN replace(${cell}[2:-2], '""', '"') ELSE ${cell} END`);
}

/** Whether a row has too few or too many cells, as SQL; additional cells may be empty. */
export function isOddRow({ names, numExtra, numOptional }: TextLayout): string {
  const [fewest, most] = [names.length - numOptional, names.length + numExtra];
  return `CASE WHEN len(cells) BETWEEN ${fewest} AND ${most} THEN false
    ELSE coalesce(len(cells) < ${fewest} OR len(list_filter(cells[${most + 1}:], lambda cell: cell <> '')) > 0, true) END`;
}
