import { parseArgs } from 'node:util';
import { didYouMean } from '../base/text/nearest.js';
import { visibleText } from '../base/text/visibleText.js';
import type { Command, Values } from './Command.js';

/**
 * The arguments after a command: the log, and options with their values.
 *
 * @throws RangeError naming an option that isn't known and the nearest known one, or an option without a
 *   value
 */
export function parseCommand(
  { name, options }: Pick<Command, 'name' | 'options'>,
  args: readonly string[],
): { log: string | undefined; values: Values } {
  const known = Object.entries(options).map(([option, { value }]) => {
    return [option, { type: value === undefined ? 'boolean' : 'string' }] as const;
  });
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const written = visibleText(token.rawName);
    if (!Object.hasOwn(options, token.name)) {
      const names = Object.keys(options).map((option) => `--${option}`);
      throw new RangeError(`Expected an option of ${name}, got ${written}${didYouMean(written, names)}`);
    }
    const takesValue = options[token.name].value !== undefined;
    const isOption = !token.inlineValue && token.value?.startsWith('--');
    if (takesValue && (!token.value || isOption)) {
      const got = token.value ? visibleText(token.value) : 'none';
      throw new RangeError(`Expected a value of ${written}, got ${got}`);
    }
    if (!takesValue && token.value !== undefined) {
      throw new RangeError(`Expected ${written} without a value, got ${visibleText(token.value)}`);
    }
  }
  if (positionals.length > 1) {
    throw new RangeError(`Expected one log, got ${positionals.map(visibleText).join(', ')}`);
  }
  return { log: positionals[0], values: values as Values };
}
