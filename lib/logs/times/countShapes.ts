import type { DuckDBConnection } from '@duckdb/node-api';
import type { OrderCounts } from './dayOrMonthFirst.js';
import { fromWritten, SEPARATORS, writtenParts } from './fromWritten.js';
import { plainShape, rawShape } from './shapeOf.js';
import type { TimeTexts } from './TimeFormat.js';

/** How many written times of a source have the same shape, and in which order they can be read. */
export interface ShapeCount extends OrderCounts {
  source: string;
  /** In strptime's notation, see `rawShape`; several may have the same. */
  shape: string;
}

/**
 * Counts the written times of a source by their shape.
 *
 * @param rows how many rows are looked at, all by default
 */
export async function countShapes(
  connection: DuckDBConnection,
  { name, relation, text }: TimeTexts,
  rows?: number,
): Promise<ShapeCount[]> {
  const read = writtenParts('text', (parts) => {
    const day = fromWritten(parts, SEPARATORS);
    return `{'shape': ${rawShape(parts)}, 'day': ${day}, 'month': ${fromWritten(parts, [])}}`;
  });
  const limit = rows === undefined ? '' : `LIMIT ${rows}`;
  // For a condition on the parts, DuckDB would match the text again, and with unnest again for each part.
  const result = await connection.run(`
    SELECT seen.shape, count(seen.day), count(seen.month), count(*) FILTER (seen.day <> seen.month)
    FROM (SELECT ${read} AS seen FROM (SELECT ${text} AS text FROM ${relation} ${limit}))
    GROUP BY seen.shape HAVING count(seen.day) + count(seen.month) > 0 ORDER BY seen.shape`);
  return (await result.getRows()).map(([shape, ...counts]) => {
    const [day, month, differ] = counts.map(Number);
    return { source: name, shape: plainShape(String(shape)), day, month, differ };
  });
}
