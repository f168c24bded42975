import { maskSecrets } from './maskSecrets.js';
import { visibleLine } from './visibleText.js';

/**
 * Masks the secrets in an error of a service, and shows its invisible characters: in its message, its stack,
 * its causes and all else that it holds. The error itself is changed, and so has to be nobody else's.
 *
 * @returns the same error
 */
export function cleanError<T>(error: T, secrets: Iterable<string>): T {
  cleanParts(error, [...secrets], new Set());
  return error;
}

/** A value without secrets: a text is another one, an object is the same and has cleaned parts. */
function clean(value: unknown, secrets: readonly string[], seen: Set<object>): unknown {
  if (typeof value === 'string') return cleanText(value, secrets);
  if (value instanceof Uint8Array) return cleanBytes(value, secrets);
  cleanParts(value, secrets, seen);
  return value;
}

function cleanParts(value: unknown, secrets: readonly string[], seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Map) {
    for (const [key, each] of [...value]) {
      value.delete(key);
      value.set(clean(key, secrets, seen), clean(each, secrets, seen));
    }
  }
  // The stack holds the message, and is not listed among the names of all errors.
  const names = new Set<PropertyKey>(Reflect.ownKeys(value));
  if (value instanceof Error) names.add('message').add('stack');
  for (const name of names) cleanPart(value as Record<PropertyKey, unknown>, name, secrets, seen);
}

function cleanPart(
  owner: Record<PropertyKey, unknown>,
  name: PropertyKey,
  secrets: readonly string[],
  seen: Set<object>,
): void {
  const given = owner[name];
  const cleaned = clean(given, secrets, seen);
  if (cleaned !== given) Object.defineProperty(owner, name, { value: cleaned, writable: true });
}

/** Lines stay: a stack has many. */
function cleanText(text: string, secrets: readonly string[]): string {
  const shown = (word: string) => visibleLine(word);
  return maskSecrets(text, secrets).replace(/[^ \n]+/g, shown);
}

/** Bytes that hold a secret as text. */
function cleanBytes(bytes: Uint8Array, secrets: readonly string[]): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const masked = maskSecrets(text, secrets);
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}
