import { FieldTree } from '../fields/FieldTree.js';
import { fieldNames, type NamedField } from '../fields/fieldNames.js';
import { NO_NAMES } from '../names/noName.js';

/**
 * The fields of several kinds of rows. Fields with the same name, or with names that differ only in case,
 * become one, under the spelling that is filled most often. Values that aren't names (`-`, `null`) don't
 * count.
 *
 * @param rows for each kind, the fields and, if it has columns, their names in order
 */
export function mergedFields(rows: readonly { tree: FieldTree; names?: readonly string[] }[]): NamedField[] {
  const byName = new Map<string, { named: NamedField; most: number }>();
  for (const found of rows.flatMap(({ tree, names }) => inOrder(fieldNames(tree), names))) {
    // An entry of a list that never comes first.
    if (found.field.filled === 0 && found.path.some((step) => typeof step === 'number')) continue;
    const field = withoutNoNames(found.field);
    const key = found.name.toLowerCase();
    const known = byName.get(key);
    if (known === undefined) {
      byName.set(key, { named: { ...found, field }, most: field.filled });
      continue;
    }
    known.named.field.merge(field);
    if (field.filled <= known.most) continue;
    byName.set(key, { named: { ...found, field: known.named.field }, most: field.filled });
  }
  return [...byName.values()].map(({ named }) => named);
}

/** Fields in the order of the columns that they are in. */
function inOrder(fields: readonly NamedField[], names: readonly string[] = []): NamedField[] {
  const places = new Map([...names.entries()].reverse().map(([n, name]) => [name, n]));
  const placeOf = ({ path: [first] }: NamedField) => places.get(String(first)) ?? names.length;
  return [...fields].sort((a, b) => placeOf(a) - placeOf(b));
}

const NONE = new Set<string>(NO_NAMES);

/** A copy of a field's plain values: objects can't have any of the roles. */
function withoutNoNames(field: FieldTree): FieldTree {
  const copy = new FieldTree();
  for (const [text, count] of field.values) {
    if (NONE.has(text.trim().toLowerCase())) continue;
    copy.filled += count;
    copy.values.set(text, count);
  }
  return copy;
}
