/** A place in a profile. */
export interface Place {
  /** As JavaScript writes it: `profile.user[1]`. */
  path: string;
  /** The profile's own name, or the path of its file. */
  name: string;
  /** How many values and predicates contain it. */
  depth: number;
}

/** The place of something in it, by a key or by its number in a list. */
export function inside({ path, name, depth }: Place, key: string | number): Place {
  return { path: typeof key === 'number' ? `${path}[${key}]` : `${path}.${key}`, name, depth: depth + 1 };
}
