type Branch = Map<string | null, Branch | number>;

/** Numbers lists of names from 0 on, in the order in which they are added. All lists have the same length. */
export class Numbering {
  readonly #root: Branch = new Map();
  #size = 0;

  /** How many were added. */
  get size(): number {
    return this.#size;
  }

  /** The number of these names; a new one if they are new. */
  add(...names: readonly (string | null)[]): number {
    let branch = this.#root;
    for (const name of names.slice(0, -1)) {
      const next = (branch.get(name) as Branch | undefined) ?? new Map();
      branch.set(name, next);
      branch = next;
    }
    const last = names[names.length - 1];
    const number = (branch.get(last) as number | undefined) ?? this.#size++;
    branch.set(last, number);
    return number;
  }

  /** The number of these names; -1 if they weren't added. */
  find(...names: readonly (string | null)[]): number {
    let found: Branch | number | undefined = this.#root;
    for (const name of names) found = (found as Branch | undefined)?.get(name);
    return (found as number | undefined) ?? -1;
  }
}
