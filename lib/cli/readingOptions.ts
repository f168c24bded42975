import type { ReadAccessOptions } from '../logs/ReadAccessOptions.js';
import { withoutEmpty } from '../logs/withoutEmpty.js';
import type { OptionSpec, Values } from './Command.js';

/** The options of `readAccess`, which say how to read a log. Their names have dashes instead of capitals. */
export const READING = {
  profile: { value: 'NAME', help: 'what the log is: cloudtrail, windows, ..., or a file of your own' },
  tenant: { value: 'FIELD', help: 'the field of the tenant' },
  user: { value: 'FIELD', help: 'the field of the user' },
  res: { value: 'FIELD', help: 'the field of the resource' },
  time: { value: 'FIELD', help: 'the field of the time' },
  'time-format': { value: 'FORMAT', help: 'the format of times, if not ISO 8601: %d/%m/%Y %H:%M:%S' },
  count: { value: 'FIELD', help: 'the field of the number of accesses in a row' },
  id: { value: 'FIELD', help: "the field of an event's id; each id counts once" },
  duplicates: { value: 'HOW', help: 'how events with the same id count: once, or keep' },
  from: { value: 'TIME', help: 'only accesses from this time on' },
  to: { value: 'TIME', help: 'only accesses before this time' },
  likelihood: { value: 'KIND', help: 'count, logCount or days' },
  accounts: { value: 'KINDS', help: 'machine=keep, service=svc_*' },
  failed: { help: 'with a profile: count failed accesses, too' },
  trim: { help: 'remove white space at the ends of names' },
  'fold-case': { value: 'HOW', help: 'true: names that differ in case are the same; lower: lower case' },
  relation: { value: 'NAME', help: 'the table of a database' },
  partitions: { help: 'read folders such as account=1 as columns' },
} as const satisfies Record<string, OptionSpec>;

/** The options of `readAccess` that the command line gives. */
export function readingOptions(values: Values): ReadAccessOptions {
  const given = Object.keys(READING).map((name) => {
    const option = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [option, values[name]] as const;
  });
  const options = withoutEmpty(Object.fromEntries(given)) as ReadAccessOptions;
  return options.foldCase === 'true' ? { ...options, foldCase: true } : options;
}
