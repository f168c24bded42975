import type { Json } from './json.js';
import { parseNested } from './parseNested.js';

/** Below this depth nothing is looked for. */
const DEEPEST = 12;
/** So many entries of a list are looked at. */
const MOST_ENTRIES = 50;

/** What a field was seen to be, over the records of a sample. */
export class FieldTree {
  /** In how many records (or entries) the field has a value. */
  filled = 0;
  /** The fields of the objects that it is, in the order in which they were seen. */
  readonly keys = new Map<string, FieldTree>();
  /** What the entries of the lists are that it is. */
  entries: FieldTree | undefined;
  /** Whether some of its values are JSON that stands as text. */
  isText = false;
  /** Its plain values as text, with how often each was seen. */
  readonly values = new Map<string, number>();

  /** The fields of records. */
  static of(records: readonly Json[]): FieldTree {
    const tree = new FieldTree();
    for (const record of records) tree.add(record);
    return tree;
  }

  add(value: Json, depth = 0): void {
    if (value === null || value === '') return;
    this.filled++;
    const nested = typeof value === 'string' ? parseNested(value) : undefined;
    if (nested !== undefined) this.isText = true;
    this.#addValue(nested ?? value, depth);
  }

  /** Adds what was seen of another field's plain values. */
  merge(other: FieldTree): void {
    this.filled += other.filled;
    for (const [text, count] of other.values) this.values.set(text, (this.values.get(text) ?? 0) + count);
  }

  #addValue(value: Exclude<Json, null>, depth: number): void {
    if (typeof value !== 'object') {
      const text = String(value);
      this.values.set(text, (this.values.get(text) ?? 0) + 1);
    } else if (depth >= DEEPEST) return;
    else if (isList(value)) {
      this.entries ??= new FieldTree();
      for (const entry of value.slice(0, MOST_ENTRIES)) this.entries.add(entry, depth + 1);
    } else {
      for (const [key, field] of Object.entries(value)) {
        let node = this.keys.get(key);
        if (node === undefined) {
          node = new FieldTree();
          this.keys.set(key, node);
        }
        node.add(field, depth + 1);
      }
    }
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
