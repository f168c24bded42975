import type { Predicate, Value } from '../../../lib/logs/profiles/Profile.js';
import type { TextOf } from '../../../lib/logs/profiles/valueSql.js';
import { predicateSql, valueSql } from '../../../lib/logs/profiles/valueSql.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

type Event = Record<string, string | null>;

/** What a value gives for each of some events, whose fields are paths with texts. */
export function valuesOf(value: Value, events: readonly Event[]): Promise<unknown[]> {
  return select((textOf) => valueSql(value, textOf), events);
}

/** What a predicate says of each of some events. */
export function answersOf(predicate: Predicate, events: readonly Event[]): Promise<unknown[]> {
  return select((textOf) => predicateSql(predicate, textOf), events);
}

/** What SQL over the column `text` gives for each of some texts. */
export function ofTexts(
  sql: (text: string) => string,
  texts: readonly (string | null)[],
): Promise<unknown[]> {
  return select(
    (textOf) => sql(textOf('text')),
    texts.map((text) => ({ text })),
  );
}

function select(sql: (textOf: TextOf) => string, events: readonly Event[]): Promise<unknown[]> {
  const paths = [...new Set(events.flatMap(Object.keys))];
  const columns = paths.map((_, i) => `c${i}`);
  const textOf = (path: string) => (paths.includes(path) ? columns[paths.indexOf(path)] : 'NULL');
  return withConnection(async (connection) => {
    const types = columns.map((column) => `${column} VARCHAR`);
    await connection.run(`CREATE TEMP TABLE events (n INTEGER, ${types.join(', ')})`);
    const cells = columns.map((_, i) => `rows[n][${i + 1}]`);
    // Texts travel as JSON, so that none of them is SQL.
    const json = JSON.stringify(events.map((event) => paths.map((path) => event[path] ?? null)));
    await connection.run(
      `INSERT INTO events SELECT n, ${cells.join(', ')}
       FROM (SELECT from_json($1, '[["VARCHAR"]]') AS rows), range(1, ${events.length + 1}) AS numbers(n)`,
      [json],
    );
    const reader = await connection.runAndReadAll(`SELECT ${sql(textOf)} FROM events ORDER BY n`);
    return reader.getRowsJS().map(([value]) => value);
  });
}
