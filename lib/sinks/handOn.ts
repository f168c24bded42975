import type { Table } from 'apache-arrow';
import type { AlertTarget } from './targets.js';
import { writeAlerts } from './writeAlerts.js';

/** The result of handing alerts on. */
export interface HandedOn {
  /** The result in a sentence, for the reader. */
  text: string;
  /** Why the alerts could not be handed on; missing if they could, or if there is no target. */
  undelivered?: string;
}

/**
 * Hands alerts on as `writeAlerts` does, but returns an error instead of throwing it, so that the morning's
 * work goes on even if a service is down.
 *
 * @param target a target, as for `writeAlerts`; if it is empty, the alerts go nowhere
 *
 * @example
 * const { text, undelivered } = await handOn(alerts, 'alerts.ocsf.ndjson');
 */
export async function handOn(alerts: Table, target: string | AlertTarget): Promise<HandedOn> {
  if (target === '') return { text: 'The alerts go nowhere: `alertsTo` is empty.' };
  const shown = typeof target === 'string' ? target : 'their target';
  return writeAlerts(alerts, target).then(
    ({ sent, before }) => ({ text: `Alerts written to ${shown}: ${sent}; there before: ${before}.` }),
    ({ message }: Error) => ({ text: message, undelivered: message }),
  );
}
