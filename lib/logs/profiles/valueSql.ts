import { sqlText } from '../../sql/sqlText.js';
import { computedOnce } from '../times/computedOnce.js';
import { addressSql } from './families/address.js';
import { clientSql } from './families/client.js';
import { deviceSql } from './families/device.js';
import { networkSql } from './families/network.js';
import type {
  CaseValue,
  ChangedValue,
  Family,
  FieldPredicate,
  JoinValue,
  Predicate,
  Scalar,
  Value,
} from './Profile.js';
import { groupOf } from './pattern.js';

/** Turns a profile's path into SQL that gives the field's text, or NULL. */
export type TextOf = (path: string) => string;

const FAMILY_SQL: Record<Family, (sql: string) => string> = {
  network: networkSql,
  client: clientSql,
  device: deviceSql,
  address: addressSql,
};

/** A profile's value as SQL: a text or NULL, and the word `NULL` itself if no field can give one. */
export function valueSql(value: Value, textOf: TextOf): string {
  if (typeof value === 'string') return textOf(value);
  if (isList(value)) return firstOf(value.map((one) => valueSql(one, textOf)));
  if ('join' in value) return joinSql(value, textOf);
  if ('cases' in value) return casesSql(value, textOf);
  if ('of' in value) return changedSql(value, textOf);
  return sqlText(value.text);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function firstOf(all: readonly string[]): string {
  const given = all.filter((sql, i) => sql !== 'NULL' && all.indexOf(sql) === i);
  if (given.length === 0) return 'NULL';
  return given.length === 1 ? given[0] : `coalesce(${given.join(', ')})`;
}

function joinSql({ join, with: between = '' }: JoinValue, textOf: TextOf): string {
  const parts = join.map((part) => valueSql(part, textOf));
  if (parts.includes('NULL')) return 'NULL';
  return `(${parts.join(between === '' ? ' || ' : ` || ${sqlText(between)} || `)})`;
}

function casesSql({ cases, else: otherwise = [] }: CaseValue, textOf: TextOf): string {
  const branches = cases
    .map(({ when, use }) => ({ when: predicateSql(when, textOf), use: valueSql(use, textOf) }))
    .filter(({ when }) => when !== 'false');
  const last = valueSql(otherwise, textOf);
  if (branches.every(({ use }) => use === 'NULL') && last === 'NULL') return 'NULL';
  if (branches.length === 0) return last;
  return `CASE ${branches.map(({ when, use }) => `WHEN ${when} THEN ${use}`).join(' ')} ELSE ${last} END`;
}

function changedSql(value: ChangedValue, textOf: TextOf): string {
  const sql = valueSql(value.of, textOf);
  return sql === 'NULL' ? 'NULL' : `nullif(${changeSql(value, sql)}, '')`;
}

function changeSql(value: ChangedValue, sql: string): string {
  if ('before' in value) return `split_part(${sql}, ${sqlText(value.before)}, 1)`;
  if ('after' in value) return afterSql(sql, value.after);
  if ('case' in value) return `${value.case}(${sql})`;
  if ('match' in value) return `regexp_extract(${sql}, ${sqlText(value.match)}, ${groupOf(value.match)})`;
  if ('replace' in value) {
    return `regexp_replace(${sql}, ${sqlText(value.replace)}, ${sqlText(value.by)}, 'g')`;
  }
  return FAMILY_SQL[value.family](sql);
}

function afterSql(sql: string, text: string): string {
  return computedOnce(sql, 'whole', (whole) => {
    const at = `strpos(${whole}, ${sqlText(text)})`;
    return `CASE WHEN ${at} = 0 THEN ${whole} ELSE substr(${whole}, ${at} + ${[...text].length}) END`;
  });
}

/** A profile's predicate as SQL: true or false, never NULL; the word itself if no event changes it. */
export function predicateSql(predicate: Predicate, textOf: TextOf): string {
  if ('all' in predicate) return joined(predicate.all, 'AND', textOf);
  if ('any' in predicate) return joined(predicate.any, 'OR', textOf);
  if ('field' in predicate) return fieldSql(predicate, textOf);
  const sql = predicateSql(predicate.not, textOf);
  if (sql === 'true' || sql === 'false') return sql === 'true' ? 'false' : 'true';
  return `(NOT ${sql})`;
}

function joined(predicates: readonly Predicate[], word: 'AND' | 'OR', textOf: TextOf): string {
  const [decides, neutral] = word === 'AND' ? ['false', 'true'] : ['true', 'false'];
  const all = predicates.map((one) => predicateSql(one, textOf)).filter((sql) => sql !== neutral);
  if (all.includes(decides)) return decides;
  if (all.length === 0) return neutral;
  return all.length === 1 ? all[0] : `(${all.join(` ${word} `)})`;
}

function fieldSql(predicate: FieldPredicate, textOf: TextOf): string {
  const sql = valueSql(predicate.field, textOf);
  if ('filled' in predicate) {
    if (sql === 'NULL') return String(!predicate.filled);
    return predicate.filled ? `(${sql} IS NOT NULL)` : `(${sql} IS NULL)`;
  }
  return sql === 'NULL' ? 'false' : `coalesce(${testSql(predicate, sql)}, false)`;
}

function testSql(predicate: Exclude<FieldPredicate, { filled: boolean }>, sql: string): string {
  if ('is' in predicate) return isSql(sql, predicate.is);
  if ('not' in predicate) return `(NOT ${isSql(sql, predicate.not)})`;
  if ('matches' in predicate) return `regexp_matches(${sql}, ${sqlText(predicate.matches)})`;
  return `TRY_CAST(${sql} AS DOUBLE) > ${predicate.above}::DOUBLE`;
}

/** DuckDB turns each `IN` with several values into a join. */
function isSql(sql: string, scalars: Scalar | readonly Scalar[]): string {
  const all = [scalars].flat().flatMap((scalar: Scalar) => spellings(scalar));
  const texts = all.map((text) => `lower(${sqlText(text)})`);
  return texts.length === 1
    ? `(lower(${sql}) = ${texts[0]})`
    : `list_contains([${texts.join(', ')}], lower(${sql}))`;
}

const TRUE = ['true', 't', 'yes', '1'];
const FALSE = ['false', 'f', 'no', '0'];

/**
 * All spellings that a test takes for the same, apart from case: tables of numbers often come back with
 * decimals.
 */
function spellings(scalar: Scalar): string[] {
  if (typeof scalar === 'boolean') return scalar ? TRUE : FALSE;
  return Number.isInteger(scalar) ? [`${scalar}`, `${scalar}.0`] : [`${scalar}`];
}
