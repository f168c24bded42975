import type { DuckDBConnection } from '@duckdb/node-api';
import { dropRejects } from './dropRejects.js';

/**
 * Whether a CSV file has rows over several lines, with line breaks inside quotes: some line is no row by itself,
 * and DuckDB's parser makes rows of all lines, or says which it can't. A quote that was merely left open doesn't
 * pass, for the parser then loses lines.
 *
 * @param split the file's lines as `line`, and as `fields` where a line is a row by itself; as SQL
 * @param parsed the file as DuckDB's parser reads it, as SQL
 */
export async function hasRowsAcrossLines(
  connection: DuckDBConnection,
  split: string,
  parsed: string,
): Promise<boolean> {
  const [lines, broken] = await numbers(
    connection,
    `SELECT count(*), count(*) FILTER (fields IS NULL) FROM ${split}`,
  );
  const [unreadable] = await numbers(connection, 'SELECT count(DISTINCT line), 0 FROM reject_errors');
  await dropRejects(connection);
  if (broken === 0) return false;

  // Rows are put back into quotes before their lines are counted: a line may have nothing but the closing one.
  const row = `'"' || concat_ws('","', *COLUMNS(*)) || '"'`;
  const [parsedLines] = await numbers(
    connection,
    `SELECT ${linesIn(`SELECT ${row} AS text FROM ${parsed}`)}, 0`,
  ).catch(
    // Strict about line breaks, the parser may refuse the file.
    () => [Number.NaN],
  );
  if (Number.isNaN(parsedLines)) return false;
  const [rejectedLines, openQuotes] = await numbers(
    connection,
    `SELECT ${linesIn('SELECT any_value(csv_line) AS text FROM reject_errors GROUP BY line')},
      (SELECT count(*) FROM reject_errors WHERE error_type = 'UNQUOTED VALUE')`,
  );
  await dropRejects(connection);
  return openQuotes === 0 && parsedLines + rejectedLines === lines + unreadable;
}

/** How many lines, other than empty ones, the texts have. */
function linesIn(texts: string): string {
  return `(SELECT coalesce(sum(len(list_filter(string_split(text, chr(10)), lambda line: trim(line, ' ' || chr(13)) <> ''))), 0)
    FROM (${texts}))`;
}

async function numbers(connection: DuckDBConnection, query: string): Promise<number[]> {
  const [row] = await (await connection.run(query)).getRows();
  return row.map(Number);
}
