import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';

/** Rows by column: codes (INTEGER) or other numbers (DOUBLE). */
type NumberColumn = Int32Array | Float64Array;

/** The rows of a piece; a piece that is no longer needed can be freed before the others. */
const PIECE = 2 ** 20;

/**
 * A query's result, in at least one piece, each with the query's columns: INTEGER or DOUBLE, without nulls.
 * DuckDB frees what has been copied, so that there is never a second copy of the whole. (A streamed result
 * would take less, but ends silently if the query fails.)
 */
export async function fetchNumbers(connection: DuckDBConnection, query: string): Promise<NumberColumn[][]> {
  const result = await connection.run(query);
  const types = result.columnTypes().map(String);
  const make = () =>
    types.map((type) => (type === 'INTEGER' ? new Int32Array(PIECE) : new Float64Array(PIECE)));
  const pieces: NumberColumn[][] = [];
  let filled = PIECE;
  // Fetch the next chunk while this one is copied.
  let next = result.fetchChunk();
  for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
    next = result.fetchChunk();
    const { rowCount } = chunk;
    for (let row = 0; row < rowCount; ) {
      if (filled === PIECE) {
        pieces.push(make());
        filled = 0;
      }
      const end = Math.min(rowCount, row + PIECE - filled);
      const piece = pieces.at(-1)!;
      for (let column = 0; column < types.length; column++) {
        piece[column].set(itemsOf(chunk, column).subarray(row, end), filled);
      }
      filled += end - row;
      row = end;
    }
  }
  const last = pieces.pop()?.map((values) => values.subarray(0, filled));
  return [...pieces, last ?? make().map((values) => values.subarray(0, 0))];
}

/** A chunk's values in memory, which DuckDB's package hides: one by one takes ten times as long. */
function itemsOf(chunk: DuckDBDataChunk, column: number): NumberColumn {
  return (chunk.getColumnVector(column) as unknown as { items: NumberColumn }).items;
}
