import { sqlText } from '../../sql/sqlText.js';
import { columnsOf, type TextLayout } from '../packs/textLayout.js';

/** The cells of a row of text, those in quotes with them, as SQL; NULL where its quotes are broken. */
export function cellsSql({ separator, isQuoted }: TextLayout, row: string): string {
  const split = `string_split(${row}, ${sqlText(separator)})`;
  if (!isQuoted) return split;
  const by = /[\\^$.|?*+()[\]{}]/.test(separator) ? `\\${separator}` : separator;
  const field = `("(?:[^"]|"")*"|[^"${by}][^${by}]*|)`;
  const whole = sqlText(`${field}(?:${by}${field})*`);
  const each = sqlText(`(?:^|${by})${field}`);
  return `CASE
    WHEN NOT contains(${row}, '"') THEN ${split}
    WHEN regexp_full_match(${row}, ${whole}) THEN regexp_extract_all(${row}, ${each}, 1)
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

/** Whether a row has too few or too many cells, as SQL. */
export function isOddRow({ names, numExtra }: TextLayout): string {
  return `coalesce(len(cells) NOT BETWEEN ${names.length} AND ${names.length + numExtra}, true)`;
}
