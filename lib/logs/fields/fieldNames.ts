import { FieldTree } from './FieldTree.js';
import { nameOfPath, type Path } from './path.js';

/** A field with its name, as `parsePath` reads it. */
export interface NamedField {
  name: string;
  path: Path;
  field: FieldTree;
}

/**
 * All fields of records that have plain values, in the order in which they were seen. For lists it is the
 * first entry or, if the entries say what they are (`type`, `name`, ...), one of each kind.
 */
export function fieldNames(tree: FieldTree, path: Path = []): NamedField[] {
  const named: NamedField[] = [];
  const isLeaf = tree.keys.size === 0 && tree.entries === undefined;
  if (path.length > 0 && (tree.values.size > 0 || isLeaf))
    named.push({ name: nameOfPath(path), path, field: tree });
  for (const [key, field] of tree.keys) named.push(...fieldNames(field, [...path, key]));
  if (tree.entries !== undefined && tree.entries.filled > 0) named.push(...entryNames(tree, path));
  return named;
}

/** The names of all fields. */
export function namesIn(trees: readonly FieldTree[]): Set<string> {
  return new Set(trees.flatMap((tree) => fieldNames(tree).map(({ name }) => name)));
}

function entryNames(list: FieldTree, path: Path): NamedField[] {
  const kinds = list.entryKinds;
  if (kinds === undefined) {
    // Any entry may be the first one of another list; values come from first entries.
    return fieldNames(list.entries ?? new FieldTree(), [...path, 0]).map((named) => ({
      ...named,
      field: fieldAt(list, named.path.slice(path.length)) ?? new FieldTree(),
    }));
  }
  const { key, trees } = kinds;
  return [...trees].flatMap(([value, tree]) => {
    // Brackets would end the name of the entry.
    if (/[[\]]/.test(value)) return [];
    const others = [...tree.keys].filter(([other]) => other !== key);
    return others.flatMap(([other, field]) => fieldNames(field, [...path, { key, value }, other]));
  });
}

/** The field that a path leads to. */
function fieldAt(tree: FieldTree | undefined, path: Path): FieldTree | undefined {
  return path.reduce<FieldTree | undefined>((at, step) => {
    if (typeof step === 'string') return at?.keys.get(step);
    return typeof step === 'number' ? at?.firstEntry : at?.kinds.get(step.key)?.get(step.value);
  }, tree);
}
