import { visibleText } from '../../base/text/visibleText.js';
import { INEXACT } from '../../tables/inferColumn.js';
import { isDataFrame } from '../../tables/isDataFrame.js';
import { isTable } from '../../tables/isTable.js';
import type { TableInput } from '../../tables/toTable.js';

/** The same rows or columns, but texts that a table would refuse (see `inferColumn`) are made visible. */
export function showable(value: TableInput): TableInput {
  if (isTable(value) || isDataFrame(value) || typeof value !== 'object' || value === null) return value;
  const cell = (part: unknown) => (typeof part === 'string' && INEXACT.test(part) ? visibleText(part) : part);
  const all = (part: unknown): unknown => (Array.isArray(part) ? part.map(cell) : part);
  if (!Array.isArray(value)) return mapped(value, all) as TableInput;
  return value.map((row: unknown) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? mapped(row, cell) : row,
  ) as TableInput;
}

/** The result has no prototype, so that `__proto__` is only a name. */
function mapped(value: object, map: (part: unknown) => unknown): object {
  const result = Object.create(null);
  for (const [name, part] of Object.entries(value)) result[name] = map(part);
  return result;
}
