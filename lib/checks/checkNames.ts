/** Refuses a name that isn't known: a misspelt option would otherwise be ignored. */
export function checkNames(kind: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new TypeError(`Expected ${kind} among ${known.join(', ')}, got ${name}`);
  }
}
