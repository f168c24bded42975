import type { Table } from 'apache-arrow';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { LIKELY, type ScoredField } from './fieldRoles.js';

const EXAMPLES = 3;
const LONGEST_EXAMPLE = 60;

/** A row for each field: see `LogInspection.fields`. @param rows how many were looked at */
export function fieldTable(fields: readonly ScoredField[], rows: number): Table {
  const columns = fields.map(({ named: { name, field }, scores }) => {
    const roles = Object.entries(scores)
      .filter(([, score]) => score > LIKELY)
      .sort(([, a], [, b]) => b - a)
      .map(([role]) => role);
    return {
      name,
      filled: rows === 0 ? 0 : Math.min(1, field.filled / rows),
      distinct: field.values.size,
      examples: [...field.values]
        .sort(([, a], [, b]) => b - a)
        .slice(0, EXAMPLES)
        .map(([text]) => shortened(text))
        .join(' | '),
      role: roles.join(', '),
    };
  });
  return tableFromVectors([
    ['field', makeColumn.string(columns.map(({ name }) => name))],
    ['filled', makeColumn.float64(columns.map(({ filled }) => filled))],
    ['distinct', makeColumn.int32(columns.map(({ distinct }) => distinct))],
    ['examples', makeColumn.string(columns.map(({ examples }) => examples))],
    ['could_be', makeColumn.string(columns.map(({ role }) => role))],
  ]);
}

/** Cuts between characters: half of one would be drawn as a box. */
function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * LONGEST_EXAMPLE + 2)];
  return characters.length > LONGEST_EXAMPLE ? `${characters.slice(0, LONGEST_EXAMPLE).join('')}…` : text;
}
