import type { Json } from './json.js';
import { parseNested } from './parseNested.js';

/** The tree goes no deeper than this. */
const DEEPEST = 12;
/** How many entries of a list are looked at. */
const MOST_ENTRIES = 50;
/** Keys that tell the entries of a list apart. */
const NAMES = ['@Name', 'Name', 'name', 'key', 'Key'];
const TYPES = ['type', 'Type'];
const KINDS = [...NAMES, ...TYPES];
/** A field with more values than this doesn't tell kinds apart. */
const MOST_KINDS = 40;

/** What was seen of a field in the records of a sample. */
export class FieldTree {
  /** In how many records (or entries) the field has a value. */
  filled = 0;
  /** The fields of its objects, in the order in which they were seen. */
  readonly keys = new Map<string, FieldTree>();
  /** The entries of its lists. */
  entries: FieldTree | undefined;
  /** The first entries of its lists. */
  firstEntry: FieldTree | undefined;
  /** The first entries of each kind: by the key that says the kind (`type`), and by its value. */
  readonly kinds = new Map<string, Map<string, FieldTree>>();
  /** Whether some of its values are JSON that is stored as text. */
  isText = false;
  /** Its plain values as text, with how often each was seen. */
  readonly values = new Map<string, number>();

  /** The fields of records. */
  static of(records: readonly Json[]): FieldTree {
    const tree = new FieldTree();
    for (const record of records) tree.add(record);
    return tree;
  }

  /** Columns without any value seen. */
  static ofColumns(names: readonly string[]): FieldTree {
    const tree = new FieldTree();
    for (const name of names) tree.keys.set(name, new FieldTree());
    return tree;
  }

  add(value: Json, depth = 0): void {
    if (value === null || value === '') return;
    this.filled++;
    const nested = typeof value === 'string' ? parseNested(value) : undefined;
    if (nested !== undefined) this.isText = true;
    this.#addValue(nested ?? value, depth);
  }

  /** Adds another field's plain values. */
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
      const looked = value.slice(0, MOST_ENTRIES);
      for (const entry of looked) this.entries.add(entry, depth + 1);
      if (looked.length > 0) {
        this.firstEntry ??= new FieldTree();
        this.firstEntry.add(looked[0], depth + 1);
      }
      for (const key of KINDS) this.#addKinds(looked, key, depth);
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

  /** Adds the first entry of each kind, as `[type=AppInstance]` finds it. */
  #addKinds(entries: readonly Json[], key: string, depth: number): void {
    const firsts = new Map<string, Json>();
    for (const entry of entries) {
      const kind = kindOf(entry, key);
      if (kind !== undefined && !firsts.has(kind)) firsts.set(kind, entry);
    }
    if (firsts.size === 0) return;
    const known = this.kinds.get(key) ?? new Map<string, FieldTree>();
    this.kinds.set(key, known);
    for (const [kind, entry] of firsts) {
      const tree = known.get(kind) ?? new FieldTree();
      // One kind too many shows that the key doesn't tell kinds apart.
      if (known.size <= MOST_KINDS) known.set(kind, tree);
      tree.add(entry, depth + 1);
    }
  }

  /** The key that tells the entries of the lists apart, with the first entries of each kind. */
  get entryKinds(): { key: string; trees: ReadonlyMap<string, FieldTree> } | undefined {
    // Pairs of a name and a value are told apart by their names, other entries rather by their types.
    const isPair = [...(this.entries?.keys.keys() ?? [])].some((key) => /value|text$/i.test(key));
    for (const key of isPair ? KINDS : [...TYPES, ...NAMES]) {
      const trees = this.kinds.get(key);
      if (trees !== undefined && trees.size <= MOST_KINDS) return { key, trees };
    }
    return undefined;
  }
}

/** The kind of an entry, according to one of its fields. */
function kindOf(entry: Json, key: string): string | undefined {
  if (typeof entry !== 'object' || entry === null || isList(entry)) return undefined;
  const value = entry[key];
  return value === null || value === '' || typeof value === 'object' ? undefined : value?.toString();
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
