import { MIXTURE } from '../params.js';

/** The terms that every model has. */
const TERMS = ['from_user', 'from_resource', 'from_fit', 'from_history'];

/**
 * Which columns of a table are terms of the evidence: the four, and those that `transform` and `explain`
 * write after them. Other columns may begin with `from_`, too, such as a port.
 */
export function termColumns(columns: readonly string[]): string[] {
  const [last, mixture] = [columns.indexOf(TERMS[TERMS.length - 1]), columns.indexOf(MIXTURE)];
  return [...TERMS, ...(last >= 0 && mixture > last ? columns.slice(last + 1, mixture + 1) : [])];
}
