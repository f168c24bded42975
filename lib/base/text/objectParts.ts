/** The names of an object's properties. */
export function namesOf(value: object): Set<PropertyKey> {
  const names = new Set<PropertyKey>(Reflect.ownKeys(value));
  // The length isn't a part of a list.
  if (Array.isArray(value)) names.delete('length');
  // The stack holds the message, and isn't listed among the names of every error.
  if (value instanceof Error) names.add('message').add('stack');
  return names;
}

/** Whether an object has properties that can't be changed or removed. */
export function isFixed(value: object): boolean {
  if (!Object.isExtensible(value)) return true;
  const isConfigurable = (name: PropertyKey) =>
    Object.getOwnPropertyDescriptor(value, name)?.configurable ?? true;
  return ![...namesOf(value)].every(isConfigurable);
}

/** An object of the same kind without properties. */
export function emptyLike(value: object): object {
  const makers = [
    [Array, () => []],
    [Map, () => new Map()],
    [Set, () => new Set()],
    [Error, () => new Error()],
  ] as const;
  const [, make = () => ({})] = makers.find(([kind]) => value instanceof kind) ?? [];
  return Object.setPrototypeOf(make(), Object.getPrototypeOf(value));
}

/** Whether a value, or anything within it, at any depth and including names of properties, passes a test. */
export function isWithin(value: unknown, isSuch: (part: unknown) => boolean): boolean {
  const seen = new Set<unknown>();
  const left: unknown[] = [value];
  while (left.length > 0) {
    const part = left.pop();
    if (isSuch(part)) return true;
    if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part) || seen.has(part)) continue;
    seen.add(part);
    for (const name of namesOf(part)) left.push(name, (part as Record<PropertyKey, unknown>)[name]);
    if (part instanceof Map) left.push(...part.keys(), ...part.values());
    if (part instanceof Set) left.push(...part);
  }
  return false;
}
