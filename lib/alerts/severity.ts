import { expectNumber } from '../base/checks/expect.js';

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

/** An access that an intruder makes a thousand times likelier has the highest severity. */
const MOST = Math.log(1000);

/** Severity grows with the evidence, in whole numbers: 0 for none, 100 from 1,000 times likelier on. */
export function severityOf(evidence: number): number {
  return Math.round(100 * Math.min(1, Math.max(0, evidence / MOST)));
}

/** The lowest severity of a band. */
export function bandAt(band: SeverityBand['name']): number {
  return SEVERITY_BANDS.find(({ name }) => name === band)!.from;
}

export function bandOf(severity: number): SeverityBand['name'] {
  return SEVERITY_BANDS.findLast(({ from }) => severity >= from)!.name;
}

/** How rare an account has to be for each band: in how many days a normal one is as odd once. */
export type SeverityDays = Readonly<Record<'Low' | 'Medium' | 'High', number>>;

/** Once a week, a month, a quarter. */
export const SEVERITY_DAYS: SeverityDays = { Low: 7, Medium: 30, High: 91 };

/** Once in ten years has the highest severity. */
export const RAREST_DAYS = 3650;

/**
 * The severity of an account that is as odd as a normal one once in this many days: 0 up to once a day, the
 * bands from their days on, by the logarithm in between, in whole numbers.
 *
 * @throws RangeError or TypeError naming a bound that isn't a number above the one before it
 */
export function rarityScale(days: SeverityDays): (everyDays: number) => number {
  const bounds = [1, days.Low, days.Medium, days.High];
  const names = ['Low', 'Medium', 'High'] as const;
  names.forEach((name, n) => {
    const isRight = (value: number) => value > bounds[n] && Number.isFinite(value);
    expectNumber(`severityDays.${name}`, days[name], `a number of days above ${bounds[n]}`, isRight);
  });
  const logs = [...bounds, Math.max(RAREST_DAYS, 2 * days.High)].map(Math.log);
  return (everyDays) => {
    const log = Math.log(everyDays);
    if (log >= logs[logs.length - 1]) return 100;
    const band = logs.findLastIndex((from) => log >= from);
    if (band < 0) return 0;
    const share = (log - logs[band]) / (logs[band + 1] - logs[band]);
    return SEVERITY_BANDS[band].from + Math.floor(25 * share);
  };
}
