import type { Vector } from 'apache-arrow';

/**
 * A column of text, dictionary-encoded, that gives its texts as they stand: Arrow's decoder takes a byte
 * order mark off the beginning, so that two names would look like one, and has no option for that.
 *
 * @param values what the column was made of, null where missing
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
