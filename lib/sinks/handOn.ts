import type { Table } from 'apache-arrow';
import type { AlertTarget } from './targets.js';
import { writeAlerts } from './writeAlerts.js';

/** What became of alerts that were handed on. */
export interface HandedOn {
  /** In a sentence, for whoever watches. */
  text: string;
  /** Why they could not be handed on; not there where they could, or nobody takes them. */
  undelivered?: string;
}

/**
 * Hands alerts on as `writeAlerts` does, but an error is told instead of thrown: a service that is down costs
 * nobody the rest of the morning.
 *
 * @param target as text, as `writeAlerts` takes it; empty: nowhere
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
