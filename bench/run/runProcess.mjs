// @ts-check
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../../scripts/paths.mjs';

const MINUTES = 15;

/**
 * Runs a competitor by itself and reads the line of JSON that it ends with; how it failed is an answer too.
 * @template T
 * @param {import('../types.js').Command} command
 * @returns {T | import('../types.js').Skipped}
 */
export function runProcess({ program, args, env = {} }) {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
    encoding: 'utf8',
    timeout: MINUTES * 60_000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 2 ** 20,
  });
  if (/** @type {NodeJS.ErrnoException | undefined} */ (error)?.code === 'ETIMEDOUT')
    return { skipped: `took longer than ${MINUTES} minutes` };
  if (error) return { skipped: error.message };
  if (status !== 0) return { skipped: whatFailed(stderr) || `ended by ${signal ?? `exit code ${status}`}` };
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * The same of a process that mustn't fail.
 * @template T
 * @param {import('../types.js').Command} command
 * @returns {T}
 */
export function mustRunProcess(command) {
  /** @type {T | import('../types.js').Skipped} */
  const result = runProcess(command);
  if (isSkipped(result)) throw new Error(`Expected ${command.args[0]} to run, got ${result.skipped}`);
  return result;
}

/**
 * The same beside what this process does meanwhile: servers of its own end with a loop that stands still.
 * @template T
 * @param {import('../types.js').Command} command
 * @returns {Promise<T>}
 */
export async function runInBackground({ program, args, env = {} }) {
  const { stdout } = await promisify(execFile)(program, args, { cwd: root, env: { ...process.env, ...env } });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * @param {unknown} result
 * @returns {result is import('../types.js').Skipped}
 */
export function isSkipped(result) {
  return typeof result === 'object' && result !== null && 'skipped' in result;
}

/**
 * The line of a stack trace that says what happened: Node's stands before the frames, Python's at the end.
 * @param {string} stderr
 */
function whatFailed(stderr) {
  const lines = stderr.trim().split('\n');
  const line = lines.findLast((text) => /^\S*(Error|Exception)\b/.test(text)) ?? lines.at(-1) ?? '';
  return line.slice(0, 200);
}
