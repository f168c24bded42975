/**
 * An account in a window, or in a table: by loops and the formula alone, as lib/evidence/README.md has it.
 */
export interface PlainAccount {
  name: string;
  evidence: number;
  novel: number;
  daysBefore: number;
}

/** p_T of an account of five days or more: its tail above what is usual for it. */
export function plainEvidenceTail(reference: readonly PlainAccount[], asked: PlainAccount): number {
  const mean = reference.reduce((sum, { evidence }) => sum + evidence, 0) / reference.length;
  const usual = (others: readonly PlainAccount[]) =>
    (others.reduce((sum, { evidence }) => sum + evidence, 0) + 3 * mean) / (others.length + 3);
  const of = (name: string) => reference.filter((account) => account.name === name);
  const known = reference
    .filter(({ daysBefore }) => daysBefore >= 5)
    .map((account) => account.evidence - usual(of(account.name).filter((other) => other !== account)));
  const above = asked.evidence - usual(of(asked.name));
  const asOdd = known.filter((value) => value >= above - 1e-9).length;
  if (asOdd > 0) return (1 + asOdd) / (1 + known.length);
  const greatest = Math.max(0, ...known);
  return Math.exp(-Math.max(0, above - greatest)) / (1 + known.length);
}
