// @ts-check
import { spawnSync } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program, its output going where ours goes.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {number} its exit code
 */
export function run(program, args, { cwd = root, env = process.env } = {}) {
  const { status, signal, error } = spawnSync(program, args, { cwd, env, stdio: 'inherit' });
  if (error) throw new Error(`Expected to run ${program}, got ${error.message}`);
  if (signal) throw new Error(`${program} was ended by ${signal}`);
  return status ?? 1;
}

/**
 * Runs a program whose failure is ours.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 */
export function mustRun(program, args, options) {
  const status = run(program, args, options);
  if (status !== 0)
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} ended with exit code ${status}`);
}

/**
 * A program's standard output, or undefined if it can't be run or fails.
 * @param {string} program
 * @param {string[]} args
 */
export function capture(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

/**
 * Runs a script's body; what it throws is one message and exit code 1.
 * @param {() => Promise<void> | void} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
