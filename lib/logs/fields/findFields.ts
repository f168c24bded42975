import type { FieldTree } from './FieldTree.js';
import type { Path, Step } from './path.js';

/** A field that was found by a name. */
interface Found {
  path: Path;
  /** Whether all keys are spelt as in the name. */
  isExact: boolean;
}

/** Whether keys of a record (one, with or without dots in it) stand for keys of a name; 'exact': to the letter. */
type Match = (key: string, wanted: readonly string[]) => 'exact' | 'alike' | undefined;

/**
 * The fields that a name stands for, those first that are spelt as the name is, and of these the ones of fewer keys: a key
 * that has dots in it comes before nested ones. Then those of another case.
 */
export function findFields(tree: FieldTree, path: Path): Path[] {
  return sorted(descend(tree, path, byCase));
}

/**
 * The same in the ways in which vendors' events are stored elsewhere: in another case, nested keys joined by dots, by `_` or
 * by nothing, and with what Log Analytics appends (`_s`, `_d`, `_t`, `_g`, `_b`; ` [UTC]`).
 */
export function findVendorFields(tree: FieldTree, path: Path): Path[] {
  return sorted(descend(tree, path, byLetters));
}

function sorted(found: readonly Found[]): Path[] {
  return [...found]
    .sort((a, b) => Number(b.isExact) - Number(a.isExact) || a.path.length - b.path.length)
    .map(({ path }) => path);
}

function descend(tree: FieldTree, path: Path, match: Match): Found[] {
  if (path.length === 0) return [{ path: [], isExact: true }];
  const [step, ...rest] = path;
  if (typeof step !== 'string') {
    const { entries } = tree;
    if (entries === undefined) return [];
    if (typeof step === 'number') return found(step, true, descend(entries, rest, match));
    return [...entries.keys.keys()].flatMap((key) => {
      const kind = match(key, [step.key]);
      const own = { key, value: step.value };
      return kind === undefined ? [] : found(own, kind === 'exact', descend(entries, rest, match));
    });
  }
  const end = path.findIndex((other) => typeof other !== 'string');
  const keys = path.slice(0, end < 0 ? path.length : end) as string[];
  return [...tree.keys].flatMap(([key, field]) =>
    keys.flatMap((_, n) => {
      const kind = match(key, keys.slice(0, n + 1));
      if (kind === undefined) return [];
      return found(key, kind === 'exact', descend(field, path.slice(n + 1), match));
    }),
  );
}

function found(step: Step, isExact: boolean, below: readonly Found[]): Found[] {
  return below.map((each) => ({ path: [step, ...each.path], isExact: isExact && each.isExact }));
}

function byCase(key: string, wanted: readonly string[]): ReturnType<Match> {
  const name = wanted.join('.');
  if (key === name) return 'exact';
  return key.trim().toLowerCase() === name.trim().toLowerCase() ? 'alike' : undefined;
}

function byLetters(key: string, wanted: readonly string[]): ReturnType<Match> {
  if (key === wanted.join('.')) return 'exact';
  const name = wanted.map(lettersOf).join(key.includes('.') ? '.' : '');
  return spellingsOf(key).some((spelling) => lettersOf(spelling) === name) ? 'alike' : undefined;
}

/** A key as it is, and without what Log Analytics appends. */
function spellingsOf(key: string): string[] {
  const plain = key.trim().replace(/\s*\[UTC\]$/i, '');
  return [plain, plain.replace(/_[sdtgb]$/, '')];
}

/** A key without what tells its spellings apart. */
export function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[\s_-]/g, '');
}
