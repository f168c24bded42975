import { contextTerm, MIXTURE } from '../params.js';

const NAMES: Record<string, string> = {
  from_user: 'account',
  from_resource: 'resource',
  from_fit: 'fit',
  from_history: 'history',
  // Which intruder it is changes what counts: the mixture of four is no sum of terms.
  [MIXTURE]: 'kind of intruder',
};

/** What a term of the evidence is about, by its column: of a context its name. */
export function termName(column: string): string {
  return NAMES[column] ?? column.slice(contextTerm('').length);
}

/** Whether a column is the term of a context. */
export function isContextTerm(column: string): boolean {
  return NAMES[column] === undefined;
}
