import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { LogInspection } from '../../logs/inspectLog.js';
import { boxHtml } from './boxHtml.js';
import { display } from './display.js';
import { show } from './show.js';

/**
 * The MIME type of the outputs that tell programs what kind of log a notebook read: see {@link LogOutcome}.
 */
export const LOG_MIME = 'application/vnd.access-anomaly.log+json';

/** What the notebook tells a program that runs it. */
export interface LogOutcome {
  /** The profile that fits best; null if none fits. */
  profile: string | null;
  /** What the log is, in a sentence or two. */
  log: string;
}

/**
 * Shows what `inspectLog` found: what the log is, how much of it was looked at, the profile that fits and
 * why, the code that reads the log, and its fields. `npm start` prints a one-line form.
 *
 * @example
 * showLog(await inspectLog('january.csv.gz'));
 */
export function showLog(inspection: LogInspection): void {
  const { profile, why, skipped, fields } = inspection;
  const what = visibleText(whatIt(inspection));
  const taken = visibleText(
    profile === null ? why : `It looks like a log of the profile ${profile}: ${lowered(why)}`,
  );
  const code = codeFor(inspection);
  const outcome: LogOutcome = { profile, log: `${what} ${taken}` };
  display({
    [LOG_MIME]: outcome,
    'text/html': boxHtml(
      { role: 'status', colour: '#818181', maxWidth: '60em' },
      `${escapeHtml(what)} ${escapeHtml(taken)}<pre style="margin:6px 0 0;white-space:pre-wrap">${escapeHtml(code)}</pre>`,
    ),
    'text/plain': `${what} ${taken}\n\n${code}\n`,
  });
  if (skipped.length > 0) show(skipped, { caption: 'Files that are not logs', limit: 3 });
  show(
    fields.toArray().map(({ field, filled, distinct, examples, could_be }) => ({
      field,
      'filled, %': Math.round(100 * filled),
      distinct,
      examples,
      'could be': could_be,
    })),
    { caption: 'Fields', limit: 20 },
  );
}

function whatIt({ format, encoding, files, rows, isAll }: LogInspection): string {
  const all = isAll ? '; there are no others' : '';
  const of =
    files.found === 0
      ? ''
      : files.looked === files.found
        ? ` of ${counted(files.found, 'file')}`
        : ` of ${files.looked.toLocaleString('en-US')} of ${counted(files.found, 'file')}`;
  const written = /CSV|JSON|TSV|W3C/.test(format) ? `${format} in ${encoding}` : format;
  return `The log is ${written}. ${counted(rows, 'row')}${of} ${rows === 1 ? 'was' : 'were'} looked at${all}.`;
}

/** A sentence as it is written after a colon. Names of vendors keep their case. */
function lowered(sentence: string): string {
  return sentence.replace(/^No\b/, 'no');
}

const MOST_SOURCES = 3;

function codeFor({ source, suggestion }: LogInspection): string {
  const options = Object.entries(suggestion).map(([name, value]) => `${name}: ${literal(String(value))}`);
  const sources =
    typeof source === 'string'
      ? literal(source)
      : `[${source.slice(0, MOST_SOURCES).map(literal).join(', ')}${source.length > MOST_SOURCES ? ', ...' : ''}]`;
  const inside = options.length === 0 ? '' : `, { ${options.join(', ')} }`;
  return `await readAccess(${sources}${inside})`;
}

/** A text as a literal of code, without invisible characters. */
function literal(text: string): string {
  const plain = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${plain.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  })}'`;
}
