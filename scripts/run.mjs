// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import path from 'node:path';
import { ended, endWith } from './ending.mjs';
import { root } from './paths.mjs';

/**
 * `output`: the descriptor of a file, else ours.
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'inherit' | number }} RunOptions
 */

/**
 * Runs a program, with output to our own output or to a file. It ends with this process: by a signal that we
 * pass on or, if we are killed, by its file descriptor 3, whose other end is ours (see
 * jupyter/under_parent.py).
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export async function run(program, args, { cwd = root, env = process.env, output = 'inherit' } = {}) {
  ended.throwIfAborted();
  const child = spawn(program, args, { cwd, env, stdio: ['inherit', output, output, 'pipe'] });
  const stop = endWith(child);
  try {
    const [status, signal] = await once(child, 'exit').catch((error) => {
      throw new Error(`Expected to run ${program}, got ${error.message}`);
    });
    ended.throwIfAborted();
    if (signal) throw new Error(`${program} was ended by ${signal}`);
    return status ?? 1;
  } finally {
    stop();
    child.stdio[3]?.destroy();
  }
}

/**
 * Runs a program of node_modules: npx would find another package's.
 * @param {string} program its path in there, such as `vitest/vitest.mjs`
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runTool(program, args, options) {
  return run(process.execPath, [path.join(root, 'node_modules', program), ...args], options);
}

/**
 * Runs a program, and fails if it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function mustRun(program, args, options) {
  const status = await run(program, args, options);
  if (status !== 0)
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} ended with exit code ${status}`);
}

/**
 * Runs npm, and fails if it fails: the npm that started this script, else the shell's.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function mustRunNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm) await mustRun(process.execPath, [npm, ...args], options);
  else await mustRun('npm', args, options);
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
 * Runs a script's body; what it throws is one message and exit code 1, or 128 plus the signal's number if one
 * ended it.
 * @param {() => Promise<void> | void} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
  if (ended.aborted) {
    const signal = /** @type {NodeJS.Signals} */ (ended.reason.signal);
    process.exit(128 + constants.signals[signal]);
  }
}
