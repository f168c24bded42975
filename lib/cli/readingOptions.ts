import type { ReadAccessOptions } from '../logs/ReadAccessOptions.js';
import { withoutEmpty } from '../logs/withoutEmpty.js';
import type { OptionSpec, Values } from './Command.js';

/** How a log is read: `readAccess`'s options, with dashes where these have capitals. */
export const READING = {
  profile: { value: 'NAME', help: 'what the log is: cloudtrail, windows, ..., or a file of your own' },
  tenant: { value: 'FIELD', help: 'the field of the tenant' },
  user: { value: 'FIELD', help: 'the field of who accesses' },
  res: { value: 'FIELD', help: 'the field of what is accessed' },
  time: { value: 'FIELD', help: 'the field of when' },
  'time-format': { value: 'FORMAT', help: 'of times that are not ISO 8601: %d/%m/%Y %H:%M:%S' },
  count: { value: 'FIELD', help: 'the field of how many accesses a row is' },
  id: { value: 'FIELD', help: 'the field of the id of an event, which counts once' },
  duplicates: { value: 'HOW', help: 'once, or keep: events of the same id' },
  from: { value: 'TIME', help: 'only accesses from this time on' },
  to: { value: 'TIME', help: 'only accesses before this time' },
  likelihood: { value: 'KIND', help: 'count, logCount or days' },
  accounts: { value: 'KINDS', help: 'machine=keep, service=svc_*' },
  failed: { help: 'with a profile: failed accesses count' },
  trim: { help: 'white space off the ends of names' },
  'fold-case': { value: 'HOW', help: 'true: names that differ in case are one; lower: all in lower case' },
  relation: { value: 'NAME', help: 'the table of a database' },
  partitions: { help: 'folders such as account=1 are columns' },
} as const satisfies Record<string, OptionSpec>;

/** The options of `readAccess` that were given. */
export function readingOptions(values: Values): ReadAccessOptions {
  const given = Object.keys(READING).map((name) => {
    const option = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [option, values[name]] as const;
  });
  const options = withoutEmpty(Object.fromEntries(given)) as ReadAccessOptions;
  return options.foldCase === 'true' ? { ...options, foldCase: true } : options;
}
