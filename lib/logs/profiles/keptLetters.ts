import type { JoinValue, Value } from './Profile.js';

/** How a value's text appears in its event. */
export interface KeptLetters {
  /** Characters that may come from elsewhere, between parts that are separate in the event. */
  breaks: string;
  /** Whether upper and lower case may differ. */
  anyCase: boolean;
}

/**
 * How all letters and digits of a value appear in its event, in order and only separated by `breaks`, as for
 * a value that is cut, chosen or joined. Undefined if it may have others.
 */
export function keptLetters(value: Value): KeptLetters | undefined {
  if (typeof value === 'string') return { breaks: '', anyCase: false };
  if (isList(value)) return allOf(value);
  if ('text' in value)
    return /[a-z0-9]/i.test(value.text) ? undefined : { breaks: value.text, anyCase: false };
  if ('join' in value) return ofJoin(value);
  if ('cases' in value) return allOf([...value.cases.map(({ use }) => use), value.else ?? []]);
  if ('replace' in value || 'family' in value) return undefined;
  const kept = keptLetters(value.of);
  return kept === undefined ? undefined : { ...kept, anyCase: kept.anyCase || 'case' in value };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function allOf(values: readonly Value[]): KeptLetters | undefined {
  const all = values.map(keptLetters);
  if (all.includes(undefined)) return undefined;
  const kept = all.filter((each) => each !== undefined);
  return { breaks: kept.map(({ breaks }) => breaks).join(''), anyCase: kept.some(({ anyCase }) => anyCase) };
}

/** Two parts without a separator would read as one. */
function ofJoin({ join, with: between = '' }: JoinValue): KeptLetters | undefined {
  const isText = (value: Value) => typeof value === 'object' && 'text' in value;
  const arePart = between !== '' || join.every((part, n) => n === 0 || isText(part) || isText(join[n - 1]));
  return arePart ? allOf([...join, { text: between }]) : undefined;
}
