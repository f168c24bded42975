import { HOURS } from '../../accesses/contexts.js';
import { visibleText } from '../../base/text/visibleText.js';
import { UNKNOWN_VALUE } from '../../evidence/context/contextParts.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { nameText } from '../client/nameText.js';
import { quoted } from '../client/relation.js';
import type { SparkField } from '../client/schema.js';
import { daySql } from './daySql.js';

/** How a context is read in a query over rows `g` and tenants `t`, as `readContexts` reads it. */
export interface ContextSql {
  /**
   * The id of a row's value (INT): -1 if it is missing, `UNKNOWN_VALUE` if the model hasn't seen it.
   */
  id: string;
  /** Joins the model's values; empty if the id needs none. */
  join: string;
  refusals: readonly Refusal[];
}

/** Values that are refused. */
interface Refusal {
  /** What is expected instead, for the error. */
  expected: string;
  isRefused: string;
  /** The value as text. */
  text: string;
}

/** A missing or empty column says nothing. */
const NOTHING: ContextSql = { id: 'CAST(-1 AS INT)', join: '', refusals: [] };
const NUMBERS = /^(tinyint|smallint|int|bigint|float|double|decimal.*)$/;

/**
 * The contexts of a model in a table.
 *
 * @throws TypeError naming a column that doesn't hold names, numbers or days
 */
export function contextSql(
  fields: readonly SparkField[],
  { params, time }: EvidenceState,
): readonly ContextSql[] {
  const find = (column: string | null) => fields.find(({ name }) => name === column);
  return (time?.contexts ?? []).map(({ name, isHour }, c) => {
    const field = find(name);
    if (!isHour) return field === undefined || field.type === 'void' ? NOTHING : valueSql(field, c);
    const day = find(params.dayCol);
    return field === undefined || day === undefined ? NOTHING : hourSql(field, day);
  });
}

function valueSql(field: SparkField, c: number): ContextSql {
  const { text, isMissing } = nameText(field);
  return {
    id: `CASE WHEN ${isMissing} THEN -1 ELSE coalesce(v${c}.id, ${UNKNOWN_VALUE}) END`,
    join: `LEFT JOIN model_values${c} v${c} ON t.id = v${c}.tenant AND ${text} = v${c}.name`,
    refusals: [],
  };
}

function hourSql(hourField: SparkField, dayField: SparkField): ContextSql {
  const { day, isMissing } = daySql(dayField);
  if (hourField.type === 'void') return NOTHING;
  if (!NUMBERS.test(hourField.type)) {
    throw new TypeError(
      `Expected column ${visibleText(hourField.name)} to hold numbers from 0 to 23, got ${visibleText(hourField.type)}`,
    );
  }
  const hour = `g.${quoted(hourField.name)}`;
  // As isWeekend.
  const weekend = `CAST(pmod(${day} + 4, 7) IN (0, 6) AS INT)`;
  return {
    // Null without a day or an hour, and for a tenant that the model does not know, which has no terms.
    id: `coalesce(${HOURS} * t.id + TRY_CAST(${hour} AS INT) + ${HOURS / 2} * ${weekend}, -1)`,
    join: '',
    refusals: [
      {
        expected: `column ${visibleText(dayField.name)} to hold days such as 2026-11-29`,
        isRefused: `NOT ${isMissing} AND ${day} IS NULL`,
        text: `CAST(g.${quoted(dayField.name)} AS STRING)`,
      },
      {
        expected: `column ${visibleText(hourField.name)} to hold hours from 0 to 23`,
        // NaN is above all numbers.
        isRefused: `(${hour} NOT BETWEEN 0 AND 23 OR ${hour} <> floor(${hour}))`,
        text: nameText(hourField).text,
      },
    ],
  };
}
