import type { Path, Step } from '../fields/path.js';

/** The words of a field's name, in lower case: `UserLoginName` is user, login, name. */
export interface NameWords {
  /** The words of the last key. */
  last: readonly string[];
  /**
   * The words of the last key that says more than that it is a name or an id: `file` of `entity.file.name`.
   */
  subject: readonly string[];
  /** The words of all keys. */
  all: readonly string[];
}

/** Words of keys that don't say whose name or id it is. */
const GENERIC = /^(?:name|id|ids|uid|guid|label|title|display|value|path|key|text|full|alternate|arn|0)$/;

/** The words of a field's name. */
export function wordsOf(path: Path): NameWords {
  const keys = path.map(keyOf).filter((key) => key !== '');
  const words = keys.map(splitWords);
  const last = words.at(-1) ?? [];
  const subject = [...words].reverse().find((some) => some.some((word) => !GENERIC.test(word)));
  return { last, subject: subject ?? last, all: words.flat() };
}

/** For an entry that is chosen by a field, that field's value says what it is about. */
function keyOf(step: Step): string {
  if (typeof step === 'number') return '';
  return typeof step === 'string' ? step : step.value;
}

function splitWords(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
