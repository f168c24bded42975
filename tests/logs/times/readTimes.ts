import { guessTimeFormat } from '../../../lib/logs/times/guessTimeFormat.js';
import type { TimeTexts } from '../../../lib/logs/times/TimeFormat.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

/** Microseconds that SQL makes of texts, in their order. */
export function readTimes(
  texts: readonly (string | null)[],
  sql: (text: string) => string,
): Promise<(bigint | null)[]> {
  return withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
    await connection.run(
      'CREATE TEMP TABLE texts AS SELECT unnest($1) AS text',
      [listValue([...texts])],
      [LIST(VARCHAR)],
    );
    const result = await connection.run(`SELECT ${sql('text')} FROM temp.texts`);
    return (await result.getRows()).map(([value]) => value as bigint | null);
  });
}

/** What is guessed of sources called a, b, c ...; and what all of their texts are by that. */
export function guessOf(sources: readonly (readonly string[])[], look?: 'sample' | 'all') {
  return withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
    const texts: TimeTexts[] = [];
    for (const [n, source] of sources.entries()) {
      const name = 'abcdef'[n];
      await connection.run(
        `CREATE TEMP TABLE ${name} AS SELECT unnest($1) AS line`,
        [listValue([...source])],
        [LIST(VARCHAR)],
      );
      texts.push({ name, relation: `temp.${name}`, text: `trim(line, '"')` });
    }
    const format = await guessTimeFormat(connection, texts, look);
    if (format === null) return null;
    const times: (string | null)[] = [];
    for (const { relation, text } of texts) {
      const result = await connection.run(`SELECT ${format.sql(text)} FROM ${relation}`);
      times.push(...(await result.getRows()).map(([value]) => isoOf(value as bigint | null)));
    }
    return { shown: format.shown, times };
  });
}

/** ISO 8601 with as many decimals as there are, so that each microsecond shows. */
export function isoOf(microseconds: bigint | null): string | null {
  if (microseconds === null) return null;
  const rest = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const second = new Date(Number((microseconds - rest) / 1000n)).toISOString().slice(0, 19);
  return `${second}${`.${String(rest).padStart(6, '0')}`.replace(/\.?0+$/, '')}Z`;
}
