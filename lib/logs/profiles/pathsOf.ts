import type { Predicate, Profile, Value } from './Profile.js';
import { predicateSql, valueSql } from './valueSql.js';

/** All paths that a profile names, each once, in the order they come. */
export function pathsOf(profile: Profile): string[] {
  const paths = new Set<string>();
  const textOf = (path: string) => {
    paths.add(path);
    return 'x';
  };
  const { access, failed, accounts = {}, tenant, user, res, time, id, context = {} } = profile;
  const values: (Value | undefined)[] = [tenant, user, res, time, id, ...Object.values(context)];
  const predicates: (Predicate | undefined)[] = [access, failed, ...Object.values(accounts)];
  for (const predicate of predicates) if (predicate) predicateSql(predicate, textOf);
  for (const value of values) if (value) valueSql(value, textOf);
  return [...paths];
}
