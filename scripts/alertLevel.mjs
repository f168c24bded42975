// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {{ alerts: number, highest: number | null, undelivered: string | null }} Outcome */

/** The lowest severity of each band, as lib/alerts/severity.ts has them. */
export const BANDS = { low: 25, medium: 50, high: 75 };

/** As lib/notebook/show/alertsBox.ts has it. */
const ALERTS_MIME = 'application/vnd.access-anomaly.alerts+json';

/**
 * @param {string} text `High`, or a severity
 * @returns {number} the lowest severity that counts
 */
export function readAlertLevel(text) {
  const band = Object.entries(BANDS).find(([name]) => name === text.toLowerCase());
  if (band) return band[1];
  const severity = Number(text);
  if (text.trim() !== '' && severity >= 1 && severity <= 100) return severity;
  throw new Error(`Expected --alert-level to be Low, Medium, High or a number from 1 to 100, got ${text}`);
}

/**
 * What an executed notebook says of its alerts by `alertsBox`.
 * @param {string} executed
 * @returns {Outcome | null} null where it says nothing of them
 */
export function alertsIn(executed) {
  /** @type {{ cells: { outputs?: { data?: { [ALERTS_MIME]?: Outcome } }[] }[] }} */
  const { cells } = JSON.parse(readFileSync(executed, 'utf8'));
  for (const { outputs = [] } of cells) {
    for (const { data } of outputs) {
      const outcome = data?.[ALERTS_MIME];
      if (outcome) return outcome;
    }
  }
  return null;
}
