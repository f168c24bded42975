import { quoted } from '../logs/optionsFor.js';

/** The command line to type next: a command for a log, with options that the reader has to fill in. */
export function commandLine(
  command: string,
  path: string,
  options: readonly (readonly [name: string, value: string])[],
): string {
  const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const given = options.map(([name, value]) => `--${dashed(name)} ${quoted(value)}`);
  return ['npx access-anomaly', command, quoted(path), ...given].join(' ');
}
