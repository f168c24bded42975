import { visibleText } from '../../base/text/visibleText.js';
import { quoted } from './relation.js';
import type { SparkField } from './schema.js';

/** SQL about a column of names. */
export interface NameText {
  /** The name as this process reads it; very large and very small fractions are as Spark writes them. */
  text: string;
  /** Whether the name is missing: null, NaN or empty. */
  isMissing: string;
}

const TEXT = /^(string|var_?char.*|char.*|boolean|tinyint|smallint|int|bigint|decimal.*)$/i;
const FLOATS = /^(float|double)$/;

/** How a column of `g` is read as names. */
export function nameText({ name, type }: SparkField): NameText {
  const column = `g.${quoted(name)}`;
  const text = `CAST(${column} AS STRING)`;
  if (TEXT.test(type)) return { text, isMissing: `(${column} IS NULL OR ${text} = '')` };
  if (!FLOATS.test(type)) {
    throw new TypeError(
      `Expected column ${visibleText(name)} to hold names (text, numbers or booleans), got ${visibleText(type)}`,
    );
  }
  // Spark writes 7.0 where JavaScript writes 7.
  const whole = `TRY_CAST(${column} AS BIGINT)`;
  return {
    text: `CASE WHEN ${whole} = ${column} THEN CAST(${whole} AS STRING) ELSE CAST(CAST(${column} AS DOUBLE) AS STRING) END`,
    isMissing: `(${column} IS NULL OR isnan(${column}))`,
  };
}
