import type { Table } from 'apache-arrow';
import { visibleText } from '../../base/text/visibleText.js';

/** More fields would be no help. */
const MOST_FIELDS = 40;
const LONGEST_NAME = 60;
const LONGEST_EXAMPLES = 50;

/** The roles that `readAccess` needs, in the order in which they are shown; other roles come after. */
const ASKED = ['user', 'resource', 'time', 'tenant', 'id', 'count'];

/** The fields of `inspectLog` as plain text, for terminals; those that `readAccess` could need come first. */
export function fieldsText(fields: Table): string {
  const rows = fields.toArray().map(({ field, filled, examples, could_be }) => ({
    field: shortened(field, LONGEST_NAME),
    filled: `${percent(filled)} %`,
    examples: shortened(examples, LONGEST_EXAMPLES),
    could_be: could_be as string,
  }));
  const sorted = [...rows].sort((a, b) => rank(a.could_be) - rank(b.could_be));
  const shown = sorted.slice(0, MOST_FIELDS);
  const head = { field: 'field', filled: 'filled', examples: 'examples', could_be: 'could be' };
  const width = (key: keyof typeof head) => Math.max(...[head, ...shown].map((row) => [...row[key]].length));
  const [field, filled, examples] = [width('field'), width('filled'), width('examples')];
  const lines = [head, ...shown].map((row) =>
    [padded(row.field, field), row.filled.padStart(filled), padded(row.examples, examples), row.could_be]
      .join('  ')
      .trimEnd(),
  );
  const more = rows.length - shown.length;
  return [...lines, ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : [])].join('\n');
}

/** The rank of a field by its likeliest role. */
function rank(couldBe: string): number {
  const [role] = couldBe.split(', ');
  if (role === '') return ASKED.length + 1;
  return ASKED.includes(role) ? ASKED.indexOf(role) : ASKED.length;
}

/** A share as per cent: a share above 0 is never shown as 0, and one below 1 never as 100. */
function percent(share: number): number {
  const rounded = Math.round(100 * share);
  if (share > 0 && rounded === 0) return 1;
  return share < 1 && rounded === 100 ? 99 : rounded;
}

function shortened(text: string, longest: number): string {
  const characters = [...visibleText(text)];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}
