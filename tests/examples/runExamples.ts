import { fork } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATIENCE_MS } from '../patience.js';

/** The error of each file; null if it ended without one. */
export type Endings = Map<string, string | null>;

/** Imports one after the other, each in a folder of its own, and tells the parent how each ended. */
const RUNNER = `
  for (const [file, cwd] of process.argv.slice(2).map((pair) => JSON.parse(pair))) {
    process.chdir(cwd);
    try {
      await import(file);
      process.send([file, null]);
    } catch (error) {
      process.send([file, String(error?.stack ?? error)]);
    }
  }
`;

/**
 * Runs programs in one process of Node, since loading the library is most of what a short one takes.
 *
 * @param files folder whose copy each runs in
 */
export async function runExamples(
  programs: readonly string[],
  files: string,
  folder: string,
): Promise<Endings> {
  mkdirSync(folder, { recursive: true });
  const runner = join(folder, 'runner.mjs');
  writeFileSync(runner, RUNNER);
  const pairs = programs.map((program, n) => {
    const cwd = join(folder, String(n));
    cpSync(files, cwd, { recursive: true });
    return JSON.stringify([program, cwd]);
  });
  const endings: Endings = new Map(programs.map((program) => [program, 'it was never reached']));
  // An example that keeps the process alive is wrong, too.
  const child = fork(runner, pairs, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], timeout: PATIENCE_MS });
  const errors: Buffer[] = [];
  child.stderr!.on('data', (chunk) => errors.push(chunk));
  child.on('message', ([program, error]: [string, string | null]) => endings.set(program, error));
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...ending) => resolve(ending));
  });
  if (status !== 0) {
    throw new Error(`Expected the examples to end, got ${signal ?? status}\n${Buffer.concat(errors)}`);
  }
  return endings;
}
