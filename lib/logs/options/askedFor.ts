import { FieldTree } from '../fields/FieldTree.js';
import { findFields } from '../fields/findFields.js';
import { parsePath } from '../fields/path.js';
import type { Asked } from '../smallFiles/Asked.js';

/** Whether a header has the columns of all wanted fields; `date time` may be two columns. */
export function isHeaderOf(wanted: readonly string[]): (names: readonly string[]) => boolean {
  return (names) => {
    const tree = FieldTree.ofColumns(names);
    const isThere = (name: string) => /^extra\d+$/.test(name) || beginsWith(tree, name);
    const areThere = (name: string) => isThere(name) || name.trim().split(/\s+/).every(isThere);
    return wanted.every(areThere);
  };
}

/** Whether a header has the column of a field. */
function beginsWith(tree: FieldTree, name: string): boolean {
  if (tree.keys.has(name)) return true;
  const path = parsePath(name);
  return path.some((_, n) => findFields(tree, path.slice(0, n + 1)).length > 0);
}

/** What is wanted of text files, given the names of the fields. */
export function askedFor(names: readonly string[], isHeader?: Asked['isHeader']): Asked {
  const whole = new Set(names.map((name) => name.toLowerCase()));
  const first = new Set(names.map((name) => String(parsePath(name)[0]).toLowerCase()));
  return { isHeader, isAsked: (key) => whole.has(key.toLowerCase()) || first.has(key.toLowerCase()) };
}
