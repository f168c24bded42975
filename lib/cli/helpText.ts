import type { Command } from './Command.js';

const WIDTH = 26;

/** The help of one command. */
export function commandHelp({ name, does, also, options }: Command): string {
  const lines = Object.entries(options).map(([option, { value, help }]) => {
    return `  ${`--${option}${value === undefined ? '' : ` ${value}`}`.padEnd(WIDTH - 2)}${help}`;
  });
  return [
    `access-anomaly ${name} <log> [options]`,
    `${does} <log> is a file, a folder, a glob or an SQL query.`,
    lines.join('\n'),
    ...(also === undefined ? [] : [also]),
  ].join('\n\n');
}

/** The help of all commands. */
export function allHelp(commands: readonly Command[]): string {
  const lines = commands.map(({ name, does }) => `  ${name.padEnd(10)}${does}`);
  return `access-anomaly <command> <log> [options]\n\n${lines.join('\n')}\n\naccess-anomaly <command> --help says its options.`;
}
