import { existsSync } from 'node:fs';
import { type OpenedRelation, openRelation } from './openRelation.js';
import type { Session } from './Session.js';

/** Whether a source is an SQL query rather than a path; an existing file always counts as a file. */
export function isQuery(source: string): boolean {
  return /^\s*(select|from|with)\s/i.test(source) && !existsSync(source);
}

/**
 * Opens the result of an SQL query: one SELECT (or FROM, or WITH), which writes nothing.
 *
 * @throws Error with DuckDB's own message if the query is wrong, or saying what it is instead of one SELECT
 */
export async function openQuery(session: Session, query: string, number: number): Promise<OpenedRelation> {
  await checkQuery(session, query);
  // The line break ends a comment at the query's end.
  const relation = `(${query.replace(/[\s;]+$/, '')}\n)`;
  return openRelation(session, { name: query, number }, relation).catch((error: Error) => {
    throw unusable(query, error);
  });
}

/** The text by itself is one statement that only reads, so nothing in it closes our bracket or follows it. */
async function checkQuery({ connection, duckDb }: Session, query: string): Promise<void> {
  const statements = await connection.extractStatements(query).catch((error: Error) => {
    throw unusable(query, error);
  });
  if (statements.count !== 1) {
    throw new RangeError(`Expected one SELECT, got ${statements.count} statements\n${query}`);
  }
  const statement = await statements.prepare(0).catch((error: Error) => {
    throw unusable(query, error);
  });
  try {
    const { statementType, parameterCount } = statement;
    if (statementType !== duckDb.StatementType.SELECT) {
      throw new RangeError(`Expected one SELECT, got ${duckDb.StatementType[statementType]}\n${query}`);
    }
    if (parameterCount > 0)
      throw new RangeError(`Expected a query without parameters, got ${parameterCount}\n${query}`);
  } finally {
    statement.destroySync();
  }
}

function unusable(query: string, error: Error): Error {
  return new Error(`Expected an SQL query that can run, got ${error.message}\n${query}`, { cause: error });
}
