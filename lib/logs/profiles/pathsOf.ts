import type { Predicate, Profile, Value } from './Profile.js';
import { predicateSql, valueSql } from './valueSql.js';

/** All paths that a profile names, each once, in the order they come. */
export function pathsOf({ accounts = {}, context = {}, ...profile }: Profile): string[] {
  const { access, failed, tenant, user, res, time, id } = profile;
  return pathsIn(
    [access, failed, ...Object.values(accounts)],
    [tenant, user, res, time, id, ...Object.values(context)],
  );
}

/** The same for some of a profile's predicates and values. */
export function pathsIn(
  predicates: readonly (Predicate | undefined)[],
  values: readonly (Value | undefined)[],
): string[] {
  const paths = new Set<string>();
  const textOf = (path: string) => {
    paths.add(path);
    return 'x';
  };
  for (const predicate of predicates) if (predicate) predicateSql(predicate, textOf);
  for (const value of values) if (value) valueSql(value, textOf);
  return [...paths];
}
