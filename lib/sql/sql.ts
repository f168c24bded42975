import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { describe } from '../base/text/describe.js';
import { isTable } from '../tables/isTable.js';
import { expectWellFormed } from './expectWellFormed.js';
import type { DuckDb } from './openDuckDb.js';
import { readResult } from './readResult.js';
import { registerTable } from './registerTable.js';
import { type SqlScalar, toParameter } from './toParameter.js';
import { withConnection } from './withConnection.js';

/**
 * What a query may have in `${}`: a table, a scalar, or an array of scalars of one kind, which becomes a
 * list.
 */
export type SqlValue = Table | SqlScalar | readonly SqlScalar[];

/**
 * Runs one SQL statement in DuckDB, in this process, and returns its result as an Arrow table.
 *
 * Nothing in `${}` is ever pasted into the text, so a name from outside is harmless, and `${}` can't be a
 * column or a keyword. An Arrow table becomes a temporary relation that only this statement sees; everything
 * else becomes a bound parameter: null, string, boolean, number, bigint, Date (a TIMESTAMP in UTC), or an
 * array of these (a list, as in `WHERE user IN ${users}`). The rest is passed on as written, backslashes
 * included. Files are relations too: `FROM read_csv(${path})`, likewise `read_parquet` and `read_json`.
 * Statements share one database for as long as the process lives, with up to 2 GB in memory and the rest on
 * disk; times are in UTC.
 *
 * The text itself can do everything that DuckDB can do with your rights: read and write any file (`COPY`),
 * attach databases. Write it yourself, and never paste in text from elsewhere. It can't change DuckDB's
 * settings, nor load extensions by itself.
 *
 * The result's types: text, enums and UUIDs are dictionary-encoded Utf8. Integers of up to 32 bits are Int32;
 * wider ones, like the BIGINT of `count(*)`, are Int32 if every value fits, else Float64 if that is exact,
 * else Int64. FLOAT, DOUBLE, DECIMAL and HUGEINT (the `sum` of integers) are Float64. BOOLEAN is Bool, DATE
 * is a date in days, and timestamps are in microseconds. A second column with the same name, as in `SELECT
 * a.*, b.*`, is called `name:1`.
 *
 * @throws TypeError if it is called with parentheses
 * @throws Error with DuckDB's own message if the statement is wrong or fails
 * @throws TypeError if a `${}` or a column has a type without counterpart (lists, structs, intervals)
 * @throws RangeError if a value is beyond what its type holds, has half a surrogate pair, stands within
 *   quotes, or a table's columns differ only in case, which SQL ignores; the error names them
 *
 * @example
 * const busy = await sql`SELECT user, count(*) AS n FROM ${accesses} WHERE likelihood > ${2} GROUP BY user`
 */
export async function sql(text: TemplateStringsArray, ...values: SqlValue[]): Promise<Table> {
  if (!Array.isArray((text as TemplateStringsArray | undefined)?.raw)) {
    throw new TypeError(`Expected a query as sql\`...\`, without brackets, got ${describe(text)}`);
  }
  return withConnection(async (connection, duckDb) => {
    const query = await bindQuery(duckDb, connection, text, values);
    const statement = await connection.prepare(query.text);
    try {
      if (statement.parameterCount !== query.parameters.length) {
        throw new RangeError(
          `Expected every value to stand outside of quotes and comments, got ${query.parameters.length} values but ${statement.parameterCount} places for them`,
        );
      }
      statement.bind(query.parameters, query.types);
      return await readResult(duckDb, await statement.run());
    } finally {
      statement.destroySync();
    }
  });
}

interface BoundQuery {
  text: string;
  parameters: DuckDBValue[];
  types: DuckDBType[];
}

async function bindQuery(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  text: TemplateStringsArray,
  values: readonly SqlValue[],
): Promise<BoundQuery> {
  const relations = new Map<Table, string>();
  for (const part of text.raw) expectWellFormed('the query', part);
  const query: BoundQuery = { text: text.raw[0], parameters: [], types: [] };
  for (const [index, value] of values.entries()) {
    if (isTable(value)) {
      let relation = relations.get(value);
      if (relation === undefined) {
        relation = `table_${relations.size + 1}`;
        relations.set(value, relation);
        await registerTable(duckDb, connection, relation, value);
      }
      query.text += `temp.${relation}`;
    } else {
      const parameter = toParameter(duckDb, value, `value ${index + 1} of the query`);
      query.parameters.push(parameter.value);
      query.types.push(parameter.type);
      query.text += `$${query.parameters.length}`;
    }
    query.text += text.raw[index + 1];
  }
  return query;
}
