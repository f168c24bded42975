import { maskerOf } from './maskSecrets.js';
import { emptyLike, isFixed, isWithin, namesOf } from './objectParts.js';
import { visibleLine } from './visibleText.js';

/** Returns a text without the secrets. */
type Clean = (text: string) => string;

/**
 * Masks the secrets in an error of a service, and shows its invisible characters: in its message, its stack,
 * its causes and everything else that it holds, including names of properties. The error itself is changed,
 * so nobody else may use it.
 *
 * @returns the same error; if it, or a part of it, has a secret and can't be changed, a copy of that
 */
export function cleanError<T>(error: T, secrets: Iterable<string>): T {
  const mask = maskerOf(secrets);
  const show = (word: string) => visibleLine(word);
  // Line breaks stay: a stack has many.
  return cleaned(error, (text) => mask(text).replace(/[^ \n]+/g, show), mask, new Map()) as T;
}

/** A value without secrets: a new text, or the same object with cleaned parts if it can be changed. */
function cleaned(value: unknown, clean: Clean, mask: Clean, done: Map<object, object>): unknown {
  if (typeof value === 'string') return clean(value);
  if (value instanceof Uint8Array) return cleanBytes(value, mask);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const before = done.get(value);
  if (before !== undefined) return before;
  const hasSecret = (part: unknown) =>
    (typeof part === 'string' && clean(part) !== part) ||
    (part instanceof Uint8Array && cleanBytes(part, mask) !== part);
  if (isFixed(value) && !isWithin(value, hasSecret)) return value;
  const to = isFixed(value) ? emptyLike(value) : value;
  done.set(value, to);
  const again = (part: unknown) => cleaned(part, clean, mask, done);
  cleanEntries(value, to, again);
  for (const name of namesOf(value)) cleanProperty(value, to, name, clean, again);
  return to;
}

/** The entries of a Map or the members of a Set, in their order. */
function cleanEntries(from: object, to: object, again: (part: unknown) => unknown): void {
  if (from instanceof Map && to instanceof Map) {
    const entries = [...from];
    to.clear();
    for (const [key, value] of entries) to.set(again(key), again(value));
  } else if (from instanceof Set && to instanceof Set) {
    const members = [...from];
    to.clear();
    for (const member of members) to.add(again(member));
  }
}

function cleanProperty(
  from: object,
  to: object,
  name: PropertyKey,
  clean: Clean,
  again: (part: unknown) => unknown,
): void {
  const given = (from as Record<PropertyKey, unknown>)[name];
  const value = again(given);
  const shown = typeof name === 'string' ? clean(name) : name;
  const isThere = from === to && shown === name;
  if (isThere && value === given) return;
  const enumerable = Object.getOwnPropertyDescriptor(from, name)?.enumerable ?? false;
  if (from === to && !isThere) Reflect.deleteProperty(to, name);
  Object.defineProperty(to, shown, {
    value,
    writable: true,
    ...(!isThere && { enumerable, configurable: true }),
  });
}

/** Bytes that hold a secret as text. */
function cleanBytes(bytes: Uint8Array, mask: Clean): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const masked = mask(text);
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}
