import { hasUnseen } from './visibleText.js';

/** The cell that means any name; no name is written like that. */
export const ANY_CELL = '*';

/**
 * Beginnings that a spreadsheet runs as a formula (also in full width), what some programs put in front of
 * them, and comments.
 */
const COMMAND = /^(?:[=+\-@#"\uff0b\uff0d\uff1d\uff20]|'[=+\-@])/;
/** Blanks that are lost in typing, in a spreadsheet or on a page. */
const SPACED = /^\s|\s$|\s{2}/;

/** Whether a name can't be written as it is. */
function needsQuotes(name: string): boolean {
  return name === ANY_CELL || COMMAND.test(name) || SPACED.test(name) || hasUnseen(name);
}

/**
 * A name in a file that people edit and that is read again: as it is or, if it could be taken for something
 * else, as a JSON string in double quotes. Such names begin with `=`, `+`, `-`, `@`, `#` or `"`, are `*`,
 * have blanks at an end or in a row, or invisible characters. `nameOfCell` gives the name back.
 *
 * @example
 * nameCell('=1+1'); // '"=1+1"'
 * nameCell('*'); // '"*"'
 */
export function nameCell(name: string): string {
  if (!needsQuotes(name)) return name;
  // Invisible characters are written as their units of UTF-16, as in JSON.
  return JSON.stringify(name)
    .replace(/[^\x20-\x7e]/gu, (character) => (hasUnseen(character) ? escapesOf(character) : character))
    .replace(/(?<= ) /g, escapesOf);
}

function escapesOf(character: string): string {
  return character.split('').map(escapeOf).join('');
}

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * The name in a cell: the opposite of `nameCell`. Cells that it never writes are taken as they are.
 *
 * @returns null for `*` (any name)
 * @throws Error with the end of a sentence, without the file and the line: a name after an apostrophe, which
 *   may be a spreadsheet's, or one that no log can hold
 */
export function nameOfCell(cell: string): string | null {
  if (cell === ANY_CELL) return null;
  if (cell.startsWith("'") && COMMAND.test(cell)) {
    throw new Error(
      `a name with an apostrophe in front of it: write ${JSON.stringify(cell.slice(1))}, or ${JSON.stringify(cell)} if the apostrophe belongs to it`,
    );
  }
  const quoted = quotedName(cell);
  const name = quoted !== null && needsQuotes(quoted) ? quoted : cell;
  if (/\p{Surrogate}/u.test(name))
    throw new Error('a name with half a surrogate pair, which no log can hold');
  return name;
}

/** The text of a JSON string; null if it isn't one. */
function quotedName(cell: string): string | null {
  if (!cell.startsWith('"')) return null;
  try {
    const value: unknown = JSON.parse(cell);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/**
 * The shortest text for a name if `*` means any: the name itself, unless `nameOfCell` takes that for
 * something else.
 */
export function shortCell(name: string): string {
  try {
    return nameOfCell(name) === name ? name : nameCell(name);
  } catch {
    return nameCell(name);
  }
}
