/** How much an alert matters, from 0 to 100. */
export interface SeverityBand {
  name: 'Informational' | 'Low' | 'Medium' | 'High';
  /** The lowest severity in it. */
  from: number;
}

/** The bands, and the evidence that they begin at: 5.6, 32 and 178 times likelier from an intruder. */
export const SEVERITY_BANDS: readonly SeverityBand[] = [
  { name: 'Informational', from: 0 },
  { name: 'Low', from: 25 },
  { name: 'Medium', from: 50 },
  { name: 'High', from: 75 },
];

/** Without `leastSeverity` an alert may have any severity. */
export const LEAST_SEVERITY = 0;

/** An access that an intruder makes a thousand times likelier is as severe as can be. */
const MOST = Math.log(1000);

/** Severity grows with the evidence, in whole numbers: 0 for none, 100 from 1,000 times likelier on. */
export function severityOf(evidence: number): number {
  return Math.round(100 * Math.min(1, Math.max(0, evidence / MOST)));
}

export function bandOf(severity: number): SeverityBand['name'] {
  return SEVERITY_BANDS.findLast(({ from }) => severity >= from)!.name;
}
