import type { Columns } from '../../accesses/columns.js';
import { gatherFloats } from '../../base/numbers/gather.js';
import { contextTerm, MIXTURE, OUTPUTS, type ResolvedEvidenceParams } from '../params.js';
import { newPValues, nextPValues } from './cellPValues.js';
import type { EvidenceState } from './EvidenceState.js';
import { intruderOf } from './intruders.js';
import { kindOf } from './kinds.js';
import type { AccessScores } from './scoresOf.js';
import type { AskedScores } from './TransformOptions.js';
import type { Weights } from './weigh.js';

const TERMS: readonly (readonly [name: string, of: keyof Weights])[] = [
  ['from_user', 'user'],
  ['from_resource', 'resource'],
  ['from_fit', 'fit'],
  ['from_history', 'history'],
];

/** The terms of contexts, and the difference that the mixture of intruders makes. */
function termsOfContexts({ time }: EvidenceState): string[] {
  const contexts = time?.contexts ?? [];
  if (contexts.length === 0) return [];
  return [...contexts.map(({ name }) => contextTerm(name)), MIXTURE];
}

/** The columns of numbers that `transform` is asked for, in order. */
export function scoreNames(state: EvidenceState, { parts, window }: AskedScores): string[] {
  return [
    'evidence',
    'pair_evidence',
    'p_new',
    ...(window === null && state.time === null ? [] : ['p_next']),
    ...(parts ? [...TERMS.map(([name]) => name), ...termsOfContexts(state)] : []),
  ];
}

/** The columns of text, which come after those. */
export function kindNames({ time }: EvidenceState, { kinds }: AskedScores): string[] {
  if (!kinds) return [];
  return (time?.contexts ?? []).length > 0 ? ['kind', 'intruder'] : ['kind'];
}

/** The numbers of each distinct access with its contexts. */
export function scoreColumns(
  state: EvidenceState,
  scores: AccessScores,
  asked: AskedScores,
): [name: string, values: Float64Array][] {
  const { weights, rows } = scores;
  const ofRows = (values: Float64Array) =>
    rows.intruders === null ? values : gatherFloats(values, rows.cellOf);
  const found: Record<string, () => Float64Array> = {
    evidence: () => rows.evidence,
    pair_evidence: () => ofRows(weights.pair),
    p_new: () => ofRows(newPValues(state, scores)),
    p_next: () => nextPValues(state, scores, asked.window),
    from_intruder: () => rows.intruders!.term,
    ...Object.fromEntries(TERMS.map(([name, of]) => [name, () => ofRows(weights[of])])),
    ...Object.fromEntries(rows.terms.map((term, c) => [termsOfContexts(state)[c], () => term])),
  };
  return scoreNames(state, asked).map((name) => [name, found[name]()]);
}

/** The texts of each. */
export function kindColumns(
  state: EvidenceState,
  { cells, rows }: AccessScores,
  asked: AskedScores,
): [name: string, values: string[]][] {
  const found: Record<string, (row: number) => string> = {
    kind: (row) => kindOf(cells, rows.cellOf[row]),
    intruder: (row) => intruderOf(rows.intruders!, row),
  };
  return kindNames(state, asked).map((name) => [name, Array.from(rows.cellOf, (_, row) => found[name](row))]);
}

/** The columns of a table that a model reads: they stay, whatever their names. */
export function ownColumns(
  { tenantCol, userCol, resCol }: Columns,
  { dayCol, hourCol, contextCols }: ResolvedEvidenceParams,
): string[] {
  const own = [tenantCol, userCol, resCol, dayCol, hourCol];
  return [...own.filter((name) => name !== null), ...contextCols];
}

/**
 * Whether a column of a table is removed before scores are added, so that another model's scores aren't taken
 * for this one's.
 *
 * @param own see `ownColumns`
 */
export function isReplaced(name: string, own: readonly string[], state: EvidenceState): boolean {
  const isOutput = OUTPUTS.includes(name) || termsOfContexts(state).includes(name);
  return isOutput && !own.includes(name);
}
