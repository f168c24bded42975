import { sqlText } from '../../sql/sqlText.js';
import type { Profile } from './Profile.js';
import { predicateSql, type TextOf } from './valueSql.js';

/** The kind of the account of an event, as SQL of DuckDB: a text that is never NULL. */
export function kindSql({ accounts = {} }: Profile, textOf: TextOf): string {
  const branches = Object.entries(accounts)
    .map(([kind, predicate]) => ({ kind, when: predicateSql(predicate, textOf) }))
    .filter(({ when }) => when !== 'false');
  if (branches.length === 0) return "'person'";
  return `CASE ${branches.map(({ kind, when }) => `WHEN ${when} THEN ${sqlText(kind)}`).join(' ')} ELSE 'person' END`;
}
