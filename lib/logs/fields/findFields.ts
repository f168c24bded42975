import type { FieldTree } from './FieldTree.js';
import { withoutType, withoutZone } from './logAnalytics.js';
import type { Path, Step } from './path.js';

/** A field that was found by a name. */
interface Found {
  path: Path;
  /** Whether all keys are spelled as in the name. */
  isExact: boolean;
}

/** The keys of a record, by what they are compared as. */
type KeysOf = (tree: FieldTree) => ReadonlyMap<string, readonly string[]>;

/** How keys are compared. */
interface Comparison {
  keysOf: KeysOf;
  /** What the keys of a name are compared as; together they may be one key, with or without dots. */
  spellings(wanted: readonly string[]): readonly string[];
}

/**
 * The fields that a name may mean. Those spelled like the name come first, and among these the ones with
 * fewer keys: a key with dots comes before nested ones. Other cases come last.
 */
export function findFields(tree: FieldTree, path: Path): Path[] {
  return sorted(descend(tree, path, BY_CASE));
}

/**
 * The same for the ways in which others store vendors' events: in another case, with nested keys joined by
 * dots, by `_` or by nothing, and with what Log Analytics appends (`_s`, `_d`, `_t`, `_g`, `_b`; ` [UTC]`).
 */
export function findVendorFields(tree: FieldTree, path: Path): Path[] {
  return sorted(descend(tree, path, BY_LETTERS));
}

function sorted(found: readonly Found[]): Path[] {
  return [...found]
    .sort((a, b) => Number(b.isExact) - Number(a.isExact) || a.path.length - b.path.length)
    .map(({ path }) => path);
}

function descend(tree: FieldTree, path: Path, by: Comparison): Found[] {
  if (path.length === 0) return [{ path: [], isExact: true }];
  const [step, ...rest] = path;
  if (typeof step !== 'string') {
    const { entries } = tree;
    if (entries === undefined) return [];
    if (typeof step === 'number') return found(step, true, descend(entries, rest, by));
    return keysLike(entries, [step.key], by).flatMap((key) =>
      found({ key, value: step.value }, key === step.key, descend(entries, rest, by)),
    );
  }
  const end = path.findIndex((other) => typeof other !== 'string');
  const keys = path.slice(0, end < 0 ? path.length : end) as string[];
  return keys.flatMap((_, n) => {
    const wanted = keys.slice(0, n + 1);
    return keysLike(tree, wanted, by).flatMap((key) =>
      found(key, key === wanted.join('.'), descend(tree.keys.get(key)!, path.slice(n + 1), by)),
    );
  });
}

function found(step: Step, isExact: boolean, below: readonly Found[]): Found[] {
  return below.map((each) => ({ path: [step, ...each.path], isExact: isExact && each.isExact }));
}

/** The keys of a record that may be meant by keys of a name. */
function keysLike(tree: FieldTree, wanted: readonly string[], { keysOf, spellings }: Comparison): string[] {
  const keys = keysOf(tree);
  return [...new Set(spellings(wanted))].flatMap((spelling) => keys.get(spelling) ?? []);
}

const BY_CASE: Comparison = {
  keysOf: indexed((key) => [key.trim().toLowerCase()]),
  spellings: (wanted) => [wanted.join('.').trim().toLowerCase()],
};

const BY_LETTERS: Comparison = {
  keysOf: indexed((key) => [lettersOf(withoutZone(key)), lettersOf(withoutType(key))]),
  spellings: (wanted) => {
    const letters = wanted.map(lettersOf);
    return [letters.join('.'), letters.join('')];
  },
};

/**
 * Finds keys by what they are compared as, with one index for each record: profiles ask for hundreds of
 * names.
 */
function indexed(compared: (key: string) => readonly string[]): KeysOf {
  const known = new WeakMap<FieldTree, { size: number; keys: Map<string, string[]> }>();
  return (tree) => {
    const last = known.get(tree);
    if (last?.size === tree.keys.size) return last.keys;
    const keys = new Map<string, string[]>();
    for (const key of tree.keys.keys()) {
      for (const spelling of new Set(compared(key))) keys.set(spelling, [...(keys.get(spelling) ?? []), key]);
    }
    known.set(tree, { size: tree.keys.size, keys });
    return keys;
  };
}

/** A key without what differs between its spellings. */
export function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[\s_-]/g, '');
}
