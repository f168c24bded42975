// @ts-check
import { readFileSync } from 'node:fs';

/** @typedef {import('../lib/dist/notebook/show/alertsBox.js').AlertsOutcome} AlertsOutcome */

/**
 * What an executed notebook says about its alerts (by `alertsBox`) and its log (by `showLog` and
 * `showReport`). It needs the built library.
 * @param {string} executed
 * @returns {Promise<{ outcome?: AlertsOutcome, log: string[] }>} no outcome if it says nothing about alerts
 */
export async function outputsIn(executed) {
  const { ALERTS_MIME } = await import('../lib/dist/notebook/show/alertsBox.js');
  const { LOG_MIME } = await import('../lib/dist/notebook/show/showLog.js');
  /** @type {{ cells: { outputs?: { data?: Record<string, any> }[] }[] }} */
  const { cells } = JSON.parse(readFileSync(executed, 'utf8'));
  const data = cells.flatMap(({ outputs = [] }) => outputs.map((output) => output.data ?? {}));
  return {
    outcome: data.find((one) => one[ALERTS_MIME])?.[ALERTS_MIME],
    log: data.flatMap((one) => one[LOG_MIME]?.log ?? []),
  };
}
