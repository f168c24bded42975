import type { FieldTree } from './FieldTree.js';
import { nameOfPath, type Path } from './path.js';

/** A field by its name, as `parsePath` reads it. */
export interface NamedField {
  name: string;
  path: Path;
  field: FieldTree;
}

/**
 * All fields of records that have plain values, in the order in which they were seen. Of lists it is the first entry, or, where
 * the entries say what they are (`type`, `name`, ...), one of each kind.
 */
export function fieldNames(tree: FieldTree, path: Path = []): NamedField[] {
  const named: NamedField[] = [];
  const isLeaf = tree.keys.size === 0 && tree.entries === undefined;
  if (path.length > 0 && (tree.values.size > 0 || isLeaf))
    named.push({ name: nameOfPath(path), path, field: tree });
  for (const [key, field] of tree.keys) named.push(...fieldNames(field, [...path, key]));
  if (tree.entries !== undefined && tree.entries.filled > 0) named.push(...entryNames(tree.entries, path));
  return named;
}

/** Keys by which the entries of a list are told apart. */
const KINDS = ['@Name', 'Name', 'name', 'type', 'Type', 'key', 'Key'];
const MOST_KINDS = 40;

function entryNames(entries: FieldTree, path: Path): NamedField[] {
  const kind = KINDS.find((key) => {
    const field = entries.keys.get(key);
    return field !== undefined && field.values.size > 0 && field.values.size <= MOST_KINDS;
  });
  if (kind === undefined) return fieldNames(entries, [...path, 0]);
  const values = [...entries.keys.get(kind)!.values.keys()].filter((value) => !/[[\]]/.test(value));
  const others = [...entries.keys].filter(([key]) => key !== kind);
  return values.flatMap((value) =>
    others.flatMap(([key, field]) => fieldNames(field, [...path, { key: kind, value }, key])),
  );
}
