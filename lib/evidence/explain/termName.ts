import { contextTerm, MIXTURE } from '../params.js';

const NAMES: Record<string, string> = {
  from_user: 'account',
  from_resource: 'resource',
  from_fit: 'fit',
  from_history: 'history',
  // The mixture of four intruders is no sum of terms: this one holds the difference.
  [MIXTURE]: 'kind of intruder',
};

/** What a term of the evidence is about, by its column; for a context, its name. */
export function termName(column: string): string {
  return NAMES[column] ?? column.slice(contextTerm('').length);
}

/** Whether a column is the term of a context. */
export function isContextTerm(column: string): boolean {
  return NAMES[column] === undefined;
}
