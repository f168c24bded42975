import { isDay } from '../../base/checks/isDay.js';
import { describe } from '../../base/text/describe.js';
import { isoDay } from '../../base/text/isoDay.js';
import { shortCell } from '../../base/text/nameCell.js';
import { nameIn } from '../lists/nameIn.js';
import { checkVerdictDays } from './checkVerdictDays.js';
import { VERDICTS, type Verdict } from './Verdict.js';
import { verdictNames } from './verdictNames.js';

/**
 * Makes a verdict from the cells of a file.
 *
 * @param fields the cells by column, '' if empty; names exactly as in the file
 * @param file the file's name in errors
 * @throws Error naming the file and the line that can't be read
 */
export function verdictOf(fields: Readonly<Record<string, string>>, line: number, file: string): Verdict {
  const at = `in ${file}, line ${line}`;
  const text = (column: string) => fields[column].trim();
  // A cell with only blanks isn't a name.
  const named = (column: string) => (text(column) === '' ? '' : fields[column]);
  const { tenant, user, res } = verdictNames(
    { tenant: named('tenant'), user: named('user'), res: named('res'), line },
    at,
  );
  const verdict = VERDICTS.find((word) => word === text('verdict'));
  if (verdict === undefined) {
    throw new Error(
      `Expected a verdict among ${VERDICTS.join(', ')} ${at}, got ${text('verdict') === '' ? 'none' : describe(text('verdict'))}`,
    );
  }
  const context = contextIn(fields.context, at);
  const [from, to] = ['from', 'to'].map((name) => dayIn(name, text(name), at));
  checkVerdictDays({ verdict, from, to }, at, (day) => isoDay(day.getTime()));
  const written = (name: string | null) => (name === null ? '*' : shortCell(name));
  return {
    ...{ tenant: written(tenant), user: written(user), res: written(res), verdict },
    ...(context && { context }),
    ...{ owner: text('owner'), reason: text('reason'), expires: momentIn('expires', text('expires'), at) },
    ...(from && { from }),
    ...(to && { to }),
    line,
  };
}

function contextIn(cell: string, at: string): Verdict['context'] {
  if (cell.trim() === '') return null;
  const found = /^([^=]+)=(.+)$/s.exec(nameIn(cell, 'context', at) ?? '');
  if (found === null) {
    throw new Error(`Expected a context such as network=203.0.113.0/24 ${at}, got ${describe(cell)}`);
  }
  return { name: found[1], value: found[2] };
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** A day's beginning in UTC, or a time with its zone. */
function momentIn(name: string, text: string, at: string): Date | null {
  if (text === '') return null;
  const [, day, zone] = TIME.exec(text) ?? [];
  const moment = new Date(text.length > 10 ? text.replace(' ', 'T') : text);
  if (day === undefined || !isDay(day) || !Number.isFinite(moment.getTime())) {
    throw new Error(`Expected ${name} to be a date such as 2026-12-31 ${at}, got ${describe(text)}`);
  }
  if (text.length > 10 && zone === undefined) {
    throw new Error(
      `Expected ${name} to be a date, or a time with its zone such as 2026-12-31T17:00Z, ${at}, got ${describe(text)}`,
    );
  }
  return moment;
}

function dayIn(name: string, text: string, at: string): Date | null {
  if (text === '') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text)) return new Date(text);
  throw new Error(`Expected ${name} to be a day such as 2026-11-03 ${at}, got ${describe(text)}`);
}
