import type { Table } from 'apache-arrow';
import { checkTable } from '../tables/isTable.js';
import { checkTarget } from './checkTarget.js';
import { findingsOf } from './findingsOf.js';
import { parseTarget } from './parseTarget.js';
import { azureLogs } from './services/azureLogs.js';
import { deliver } from './services/deliver.js';
import { splunkEvents } from './services/splunkEvents.js';
import type { AlertTarget, Delivery } from './targets.js';
import { writeAlertFile } from './writeAlertFile.js';

/**
 * Writes alerts to a file, or sends them to a service.
 *
 * A file is CSV (names as `nameCell` writes them, so that no spreadsheet runs one, and `readVerdicts` reads
 * each as it was; other texts that a spreadsheet would run have a `'` before them), Parquet, JSON lines, or
 * OCSF Detection Findings as JSON lines. It is written completely or not at all, and replaces an existing
 * file.
 *
 * A service (Azure Log Analytics, Splunk) takes OCSF Detection Findings in batches of at most 1,000,000
 * bytes. What it acknowledged is remembered in a ledger: calling again after an error or a kill sends the
 * rest, and calling again after success sends nothing. The project's docs/alerts.md says how to set up both
 * services, and what may arrive twice.
 *
 * @param alerts a table of `triage`, or any other (OCSF takes only those of `triage`)
 * @param target a path, `azure:https://<endpoint>/<ruleId>/<streamName>`,
 *   `splunk:https://<host>:8088?index=<index>`, or where and how
 * @throws RangeError or TypeError naming the part of the target that can't be used, or the alert that is too
 *   large; the error of the file system or the service; the signal's reason if it was aborted
 *
 * @example
 * await writeAlerts(alerts, 'alerts.csv');
 * const { sent, before } = await writeAlerts(alerts, { path: 'alerts.ndjson', format: 'ocsf' });
 */
export async function writeAlerts(alerts: Table, target: string | AlertTarget): Promise<Delivery> {
  checkTable(alerts);
  const where = checkTarget(typeof target === 'string' ? parseTarget(target) : target);
  if ('path' in where) return { sent: await writeAlertFile(alerts, where), before: 0 };
  const { ledger, signal, retryOptions = {}, ...options } = where;
  const service =
    'azure' in options
      ? await azureLogs(options.azure, retryOptions)
      : await splunkEvents(options.splunk, retryOptions);
  const { now, productVersion } = options;
  return await deliver(findingsOf(alerts, { now, productVersion }), service, { ledger, signal });
}
