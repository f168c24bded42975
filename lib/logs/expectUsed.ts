import { counted } from '../base/text/counted.js';
import { shownList } from '../base/text/shownList.js';
import type { AccessReport } from './AccessReport.js';

/**
 * Checks that some row of a log could be used.
 *
 * @param options `mayBeQuiet`: whether the log may have no rows, or no access in the requested time, as on a
 *   day on which nobody worked
 * @returns a sentence that says so; null if rows were used
 * @throws Error with the reasons, since all later results would mean nothing
 */
export function expectUsed(report: AccessReport, { mayBeQuiet }: { mayBeQuiet: boolean }): string | null {
  const { files, skipped, rows, used, reasons, leftOut } = report;
  if (used > 0) return null;
  const elsewhere = leftOut['outside of the time'] ?? 0;
  if (mayBeQuiet && rows === 0 && skipped.length === 0) return 'The log has no rows.';
  if (mayBeQuiet && elsewhere > 0) {
    return `No access is of the time that was asked for: ${counted(elsewhere, 'row')} ${elsewhere === 1 ? 'is' : 'are'} of other times.`;
  }
  if (elsewhere > 0) {
    throw new Error(
      `Expected accesses in the time that was asked for, got none: all ${elsewhere} are at other times`,
    );
  }
  const why = Object.entries({ ...reasons, ...leftOut }).map(([reason, count]) => `${reason}: ${count}`);
  throw new Error(
    `Expected rows that can be read in ${shownList(files)}, got none of ${rows} (${why.join(', ') || 'it is empty'})`,
  );
}
