import { sqlText } from '../../sql/sqlText.js';
import type { FieldPredicate, Predicate, Scalar } from './Profile.js';
import type { TextOf } from './textOf.js';
import { valueSql } from './valueSql.js';

/**
 * A profile's predicate as SQL of DuckDB: true or false, never NULL, and the word itself where no event can
 * change it.
 *
 * @param textOf what a path becomes; `NULL` where the log has no such field
 */
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

/** DuckDB makes a join of each `IN` with several values. */
function isSql(sql: string, scalars: Scalar | readonly Scalar[]): string {
  const all = [scalars].flat().flatMap((scalar: Scalar) => spellings(scalar));
  const texts = all.map((text) => `lower(${sqlText(text)})`);
  return texts.length === 1
    ? `(lower(${sql}) = ${texts[0]})`
    : `list_contains([${texts.join(', ')}], lower(${sql}))`;
}

const TRUE = ['true', 't', 'yes', '1'];
const FALSE = ['false', 'f', 'no', '0'];

/** All that is the same to a test, but for case: tables of numbers often come back with decimals. */
function spellings(scalar: Scalar): string[] {
  if (typeof scalar === 'boolean') return scalar ? TRUE : FALSE;
  return Number.isInteger(scalar) ? [`${scalar}`, `${scalar}.0`] : [`${scalar}`];
}
