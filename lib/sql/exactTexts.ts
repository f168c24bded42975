import type { Vector } from 'apache-arrow';

/**
 * A column of text, dictionary-encoded, that returns its texts exactly: Arrow's decoder removes a byte order
 * mark at the beginning, so that two names would look the same, and has no option for that.
 *
 * @param values the values of the column, null where missing
 */
export function exactTexts<T extends Vector>(column: T, values: readonly (string | null)[]): T {
  if (!values.some((value) => value?.startsWith('\ufeff'))) return column;
  // A dictionary has its texts in the order of their first rows.
  const texts = [...new Set(values)].filter((value) => value !== null);
  for (const { dictionary } of column.data) {
    Object.defineProperty(dictionary, 'get', { value: (index: number) => texts[index] ?? null });
  }
  return column;
}
