import { checkTarget } from './checkTarget.js';
import { parseTarget } from './parseTarget.js';
import type { AlertTarget } from './targets.js';
import { checkFile } from './writeAlertFile.js';

/**
 * Checks that alerts can probably be handed on, before there are any. It checks a target's options, and that
 * the folder of its file exists and can be written. Nothing is made or sent, so this doesn't tell whether a
 * service works.
 *
 * @param target a target, as for `writeAlerts`
 * @throws as `writeAlerts` does
 *
 * @example
 * await checkAlertTarget('alerts.ocsf.ndjson');
 */
export async function checkAlertTarget(target: string | AlertTarget): Promise<void> {
  const where = checkTarget(typeof target === 'string' ? parseTarget(target) : target);
  if ('path' in where) await checkFile(where);
}
