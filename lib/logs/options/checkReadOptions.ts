import { checkNames } from '../../base/checks/checkNames.js';
import { expectBoolean, expectOneOf, expectText } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import type { ReadAccessOptions } from '../ReadAccessOptions.js';

/** The names of all options of `readAccess`. */
export const READ_OPTIONS = [
  ...['profile', 'tenant', 'user', 'res', 'time', 'timeFormat', 'count', 'id', 'from', 'to', 'likelihood'],
  ...['trim', 'foldCase', 'relation', 'accounts', 'failed', 'times', 'partitions'],
  ...['duplicates', 'by', 'hours', 'context', 'details', 'onProgress'],
];

/** @throws TypeError or RangeError naming an option that can't be used */
export function checkReadOptions(options: ReadAccessOptions): void {
  checkNames('options', options, READ_OPTIONS);
  const { likelihood = 'count', duplicates = 'once', by, profile, time } = options;
  const { times = false, partitions = false, trim = false, failed = false, hours = false } = options;
  for (const [name, choice] of Object.entries({ times, partitions, trim, hours })) {
    expectBoolean(name, choice);
  }
  if (typeof failed !== 'boolean' && failed !== 'apart') {
    throw new TypeError(`Expected failed to be true, false or 'apart', got ${describe(failed)}`);
  }
  const { foldCase } = options;
  if (foldCase !== undefined && typeof foldCase !== 'boolean' && foldCase !== 'lower') {
    throw new TypeError(`Expected foldCase to be true, false or 'lower', got ${describe(foldCase)}`);
  }
  expectOneOf('likelihood', likelihood, ['count', 'logCount', 'days']);
  expectOneOf('duplicates', duplicates, ['once', 'keep']);
  if (by !== undefined) expectOneOf('by', by, ['day']);
  if (options.onProgress !== undefined && typeof options.onProgress !== 'function') {
    throw new TypeError(`Expected onProgress to be a function, got ${describe(options.onProgress)}`);
  }
  if (profile !== undefined) return;
  if (failed) throw new RangeError('Expected a profile beside failed, got none');
  if (time !== undefined) expectText('time', time, 'to name a column');
}

/** The first option that needs a time, in words; undefined if none does. */
export function needsTimeFor({ from, to, by, ...others }: ReadAccessOptions): string | undefined {
  const { likelihood, times, hours } = others;
  const needs = { from, to, "likelihood 'days'": likelihood === 'days', times, "by 'day'": by, hours };
  return Object.entries(needs).find(([, asks]) => asks !== undefined && asks !== false)?.[0];
}
