import { checkNames } from '../../base/checks/checkNames.js';
import { expectBoolean } from '../../base/checks/expect.js';
import { expectTimeZone } from '../../base/checks/expectTimeZone.js';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { AccessReport } from '../../logs/AccessReport.js';
import { expectUsed } from '../../logs/expectUsed.js';
import { withoutEmpty } from '../../logs/withoutEmpty.js';
import { VERBATIM } from '../page/verbatim.js';
import { boxHtml, QUIET, WARNING } from './boxHtml.js';
import { display } from './display.js';
import { show } from './show.js';
import { LOG_MIME, type LogOutcome } from './showLog.js';

export interface ShowReportOptions {
  /** An IANA time zone, such as 'Europe/Berlin', whose time is shown beside UTC. Default: none. */
  timeZone?: string;
  /**
   * Whether it is allowed that the log has no rows, or no access in the requested time, as on a day on which
   * nobody worked. If false, that is an error. Default: false.
   */
  mayBeQuiet?: boolean;
}

/**
 * Shows what `readAccess` read, and what it could not read: first a warning, if there is one, then the files
 * and what they are, the rows, those that were left out or seen before, spellings that were joined, and
 * samples of unreadable rows.
 *
 * @throws Error with the reasons if no row could be used, since all later results would mean nothing (see
 *   `mayBeQuiet`); RangeError naming an option or a zone that isn't known
 * @param asked the options of `readAccess`; each is shown in a column beside the files
 */
export function showReport(report: AccessReport, asked: object = {}, options: ShowReportOptions = {}): void {
  checkNames('showReport options', options, ['timeZone', 'mayBeQuiet']);
  const { timeZone, mayBeQuiet = false } = options;
  if (timeZone !== undefined) expectTimeZone('timeZone', timeZone);
  expectBoolean('mayBeQuiet', mayBeQuiet);
  const { files, skipped, rows, unreadable, duplicates, leftOut, samples, warning } = report;
  const { timeFormat, span, outliers, encodings, joinedSpellings: joined, profile, shape } = report;
  if (warning !== null) {
    const words = visibleText(warning);
    display({
      'text/html': boxHtml(
        { role: 'alert', colour: WARNING, maxWidth: '46em' },
        `<b>Warning.</b> ${escapeHtml(words)}`,
      ),
      'text/plain': `Warning. ${words}`,
    });
  }
  const wanted = Object.entries(asked).filter(([, value]) => value !== false);
  const texts = Object.fromEntries(wanted.map(([name, value]) => [name, String(value)]));
  show(
    files.map((file) => ({ file, ...texts })),
    { caption: 'Files that were read', limit: 5 },
  );
  if (profile !== null) show([{ profile, ...(shape !== null && { form: shape }) }]);
  if (Object.keys(encodings).length > 0) {
    show(
      Object.entries(encodings).map(([encoding, count]) => ({ encoding, files: count })),
      { caption: 'Files in another encoding than UTF-8' },
    );
  }
  if (skipped.length > 0) show(skipped, { caption: 'Files that were not read', limit: 3 });
  sayRows(report);
  show([{ rows, 'rows that could not be read': unreadable }]);
  const out = { ...leftOut, ...(duplicates > 0 && { 'seen before, by its id': duplicates }) };
  if (Object.keys(out).length > 0) {
    show(Object.entries(out).map(([why, count]) => ({ 'left out': why, rows: count })));
  }
  if (joined.user + joined.res > 0) {
    show([{ 'joined spellings of users': joined.user, 'of resources': joined.res }]);
  }
  const readAs = timeFormat?.join(' or ') ?? 'ISO 8601 or numbers';
  if (span !== null)
    show([{ first: span.first, last: span.last, 'times read as': readAs }], withoutEmpty({ timeZone }));
  if (outliers) {
    show(
      [{ 'rows far from all other times': outliers.rows, first: outliers.first, last: outliers.last }],
      withoutEmpty({ timeZone }),
    );
  }
  if (unreadable > 0) show(samples, { caption: 'Rows that could not be read' });
  const words = expectUsed(report, { mayBeQuiet });
  if (words === null) return;
  display({
    'text/html': boxHtml({ role: 'status', colour: QUIET, maxWidth: '46em' }, escapeHtml(words)),
    'text/plain': words,
  });
}

/** What happened to the rows, in a sentence. */
export function readingText({ rows, used, duplicates, unreadable, leftOut }: AccessReport): string {
  const counts: Record<string, number> = {
    'could not be read': unreadable,
    'seen before': duplicates,
    ...leftOut,
  };
  const others = Object.entries(counts).filter(([, count]) => count > 0);
  const why = others.map(([reason, count]) => `${reason}: ${count.toLocaleString('en-US')}`);
  const rest = why.length === 0 ? '' : ` (the others: ${why.join('; ')})`;
  return `${used.toLocaleString('en-US')} of ${counted(rows, 'row')} count as accesses${rest}.`;
}

/** Shows that sentence, which `npm start` prints, too. */
function sayRows(report: AccessReport): void {
  const log = readingText(report);
  const outcome: LogOutcome = { profile: report.profile, log };
  display({
    [LOG_MIME]: outcome,
    'text/html': `<p class="${VERBATIM}">${escapeHtml(log)}</p>`,
    'text/plain': log,
  });
}
