import { didYouMean } from '../base/text/nearest.js';
import { visibleText } from '../base/text/visibleText.js';
import type { Command } from './Command.js';
import { allHelp, commandHelp } from './helpText.js';
import { inspect } from './inspect.js';
import { learn } from './learn.js';
import { parseCommand } from './parseCommand.js';
import { score } from './score.js';

const COMMANDS: readonly Command[] = [inspect, learn, score];
const HELP = { help: { help: 'this text' } };

/**
 * Runs a command line.
 *
 * @returns the exit code
 * @throws Error saying what is wrong with the command line, or what failed
 */
export async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || /^(--?h(elp)?|help)$/.test(name)) {
    console.log(allHelp(COMMANDS));
    return name === undefined ? 1 : 0;
  }
  const found = COMMANDS.find((command) => command.name === name);
  if (found === undefined) {
    const names = COMMANDS.map((command) => command.name);
    throw new RangeError(
      `Expected a command among ${names.join(', ')}, got ${visibleText(name)}${didYouMean(name, names)}`,
    );
  }
  const command = { ...found, options: { ...found.options, ...HELP } };
  const { log, values } = parseCommand(command, args);
  if (values.help) {
    console.log(commandHelp(command));
    return 0;
  }
  if (log === undefined) throw new RangeError(`Expected a log behind ${name}, got none`);
  return command.run(log, values);
}
