import { checkTarget } from './checkTarget.js';
import { parseTarget } from './parseTarget.js';
import type { AlertTarget } from './targets.js';
import { checkFile } from './writeAlertFile.js';

/**
 * Checks that alerts can probably be handed on, before there are any: a target's options, and whether there
 * is a folder for its file that can be written. Nothing is made or sent: whether a service is there shows
 * when it is sent something.
 *
 * @param target as `writeAlerts` takes it
 * @throws as `writeAlerts` does
 *
 * @example
 * await checkAlertTarget('alerts.ocsf.ndjson');
 */
export async function checkAlertTarget(target: string | AlertTarget): Promise<void> {
  const where = checkTarget(typeof target === 'string' ? parseTarget(target) : target);
  if ('path' in where) await checkFile(where);
}
