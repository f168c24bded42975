import { visibleText } from '../text/visibleText.js';
import { expectText } from './expect.js';

/**
 * Checks parameters that name columns: each is a text, and no two are the same.
 *
 * @param names the parameters
 * @param taken columns that no parameter may name, and what already has their names
 * @param nullable parameters that may be null for no such column
 * @throws TypeError or RangeError naming the parameters, with their values
 */
export function checkColumnNames<Name extends string>(
  params: Readonly<Record<Name, unknown>>,
  names: readonly Name[],
  taken: readonly (readonly [column: string, owner: string])[] = [],
  nullable: readonly string[] = ['likelihoodCol'],
): void {
  const seen = new Map<string, string>(taken);
  for (const name of names) {
    const column = params[name];
    if (column === null && nullable.includes(name)) continue;
    const other = seen.get(expectText(name, column, 'to name a column'));
    if (other !== undefined) {
      throw new RangeError(
        `Expected ${other} and ${name} to name different columns, got ${visibleText(column as string)} for both`,
      );
    }
    seen.set(column as string, name);
  }
}
