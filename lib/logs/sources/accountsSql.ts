import { sqlText } from '../../sql/sqlText.js';
import { BLANKS } from '../names/noName.js';
import { TENANT_SUFFIX } from '../profiles/accountTenants.js';
import type { AccountChoices, AccountKind, AccountTreatment, NamedAccounts } from '../profiles/Profile.js';
import type { LeftOutReason } from './EventSource.js';

const LEFT_OUT: Record<AccountKind, LeftOutReason> = {
  person: 'person',
  machine: 'machine account',
  service: 'service account',
  anonymous: 'anonymous',
};

/**
 * What to do with an account, as SQL: the ending of its tenant, and why its accesses are left out; both are
 * NULL for most. Names decide before kinds.
 *
 * @param user the account's name, as SQL
 * @param kind its kind according to a profile, as SQL; undefined without a profile
 * @param once turns SQL into a column
 */
export function accountsSql(
  { treatments, named }: AccountChoices,
  { user, kind, once }: { user: string; kind?: string; once: (sql: string) => string },
): { suffix: string; leftOut: string } {
  const place = named.length === 0 || user === 'NULL' ? 'NULL' : once(namedSql(named, user));
  const kinds = kind === undefined ? [] : (Object.entries(treatments) as [AccountKind, AccountTreatment][]);
  const texts = (wanted: AccountTreatment, words: Record<AccountKind, string>) => {
    const byName = caseOf(
      place,
      named.map(({ kind: each, treatment }, n) => [`${n}`, treatment === wanted ? words[each] : null]),
    );
    const byKind = caseOf(
      kind ?? 'NULL',
      kinds.map(([each, treatment]) => [sqlText(each), treatment === wanted ? words[each] : null]),
    );
    if (place === 'NULL' || byKind === 'NULL') return byName === 'NULL' ? byKind : byName;
    return `CASE WHEN ${place} IS NULL THEN ${byKind} ELSE ${byName} END`;
  };
  return { suffix: texts('apart', TENANT_SUFFIX), leftOut: texts('leaveOut', LEFT_OUT) };
}

/** The number of the first entry that has an account's name, from 0, or NULL, as SQL. */
function namedSql(named: readonly NamedAccounts[], user: string): string {
  const name = `lower(trim(${user}, ${BLANKS}))`;
  const branches = named.map(({ patterns }, n) => {
    const tests = patterns.map((pattern) => `${name} LIKE lower(${sqlText(likeOf(pattern))}) ESCAPE '!'`);
    return `WHEN ${tests.join(' OR ')} THEN ${n}`;
  });
  return `CASE ${branches.join(' ')} END`;
}

/** A pattern in the notation of LIKE. */
function likeOf(pattern: string): string {
  return pattern.replace(/[%_!]/g, '!$&').replaceAll('*', '%');
}

/** A CASE over the values that become a text, as SQL; NULL if there are none. */
function caseOf(of: string, texts: readonly (readonly [value: string, text: string | null])[]): string {
  const branches = texts.flatMap(([value, text]) =>
    text === null ? [] : [`WHEN ${value} THEN ${sqlText(text)}`],
  );
  return of === 'NULL' || branches.length === 0 ? 'NULL' : `CASE ${of} ${branches.join(' ')} END`;
}
