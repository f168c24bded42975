import { shownList } from '../base/text/shownList.js';
import { fieldsText } from './inspect/fieldsText.js';
import type { LogInspection } from './inspectLog.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';

/** The options that name fields, in the order in which they are typed. */
const FIELDS = ['tenant', 'user', 'res', 'time', 'timeFormat', 'count', 'id', 'relation'] as const;

/**
 * The options for `readAccess`, for notebooks: the given ones, and the profile that fits the log if they
 * don't say how to read it. Columns named `user` and `res` need no profile.
 *
 * @param given the options that a user gave
 * @param notebook the name of the notebook in the command at the end of an error
 * @throws Error if no profile fits and user or res is missing: a table of the fields as text, and the command
 *   to type next
 *
 * @example
 * const inspection = await inspectLog('AWSLogs/');
 * const log = optionsFor(inspection, withoutEmpty({ profile: '', user: '' })); // { profile: 'cloudtrail' }
 * const { table } = await readAccess('AWSLogs/', log);
 */
export function optionsFor<T extends ReadAccessOptions>(
  inspection: LogInspection,
  given: T,
  notebook = 'notebooks/02-your-own-logs.ipynb',
): T & Pick<ReadAccessOptions, 'profile'> {
  return optionsOr(inspection, given, (path, fields) => {
    const parameters = fields.map(([name, value]) => `-p ${quoted(`${name}=${value}`)}`);
    return ['npm start --', quoted(notebook), `-p ${quoted(`path=${path}`)}`, ...parameters].join(' ');
  });
}

/** Makes the command to type next from a log's path and the fields that are known or have to be filled in. */
export type CommandOf = (path: string, fields: readonly (readonly [name: string, value: string])[]) => string;

/** Does the same as `optionsFor`, for any command. */
export function optionsOr<T extends ReadAccessOptions>(
  inspection: LogInspection,
  given: T,
  commandOf: CommandOf,
): T & Pick<ReadAccessOptions, 'profile'> {
  const { profile, fields } = inspection;
  const names = new Set(Array.from(fields.getChild('field')!, (name) => String(name).toLowerCase()));
  const hasBoth = (['user', 'res'] as const).every((name) => given[name] !== undefined || names.has(name));
  if (given.profile !== undefined || hasBoth) return given;
  if (profile !== null) return { ...given, profile };
  throw new Error(unknownLog(inspection, given, commandOf));
}

function unknownLog(inspection: LogInspection, given: ReadAccessOptions, commandOf: CommandOf): string {
  const { source, format, rows, fields, why } = inspection;
  const shown = shownList([source].flat());
  return [
    `Expected user and res to name fields of ${shown}, which is no log that is known. ${why}`,
    `It is ${format}. In ${rows.toLocaleString('en-US')} rows there are these fields:`,
    '',
    fieldsText(fields),
    '',
    'Name the fields of who accesses and of what is accessed. These look most like it; add what else you typed:',
    '',
    commandFor(inspection, given, commandOf),
  ].join('\n');
}

/** The command to type next; FIELD stands for a field if none looks like what is needed. */
function commandFor(
  { source, suggestion }: LogInspection,
  given: ReadAccessOptions,
  commandOf: CommandOf,
): string {
  const chosen = { user: 'FIELD', res: 'FIELD', ...suggestion, ...given };
  const fields = FIELDS.flatMap((name) => {
    const value = chosen[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return commandOf(typeof source === 'string' ? source : source[0], fields);
}

/** A word, quoted for a shell. */
export function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
