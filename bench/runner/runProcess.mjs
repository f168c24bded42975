// @ts-check
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../scripts/paths.mjs';
import { python } from '../peers/installPeers.mjs';

const MINUTES = 15;
/** The environment's own Spark and Python, whatever else is installed. */
const PYTHON_ENV = { SPARK_HOME: undefined, PYSPARK_PYTHON: python, PYTHONDONTWRITEBYTECODE: '1' };

/**
 * Runs a script of bench/ and reads the line of JSON that it ends with. This process goes on meanwhile, since
 * a server of its own would stop otherwise.
 * @param {Pick<import('../types.js').Case, 'script' | 'told' | 'env'>} script
 * @returns {Promise<{ answer: object } | { failure: string }>} how it failed, in one line
 */
export async function runProcess({ script, told = {}, env }) {
  const isPython = script.endsWith('.py');
  const args = [path.join(root, 'bench', script), JSON.stringify(told)];
  try {
    const { stdout } = await promisify(execFile)(isPython ? python : process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...(isPython ? PYTHON_ENV : {}), ...env },
      timeout: MINUTES * 60_000,
      killSignal: 'SIGKILL',
      maxBuffer: 64 * 2 ** 20,
    });
    return { answer: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') };
  } catch (error) {
    return { failure: whatFailed(/** @type {import('node:child_process').ExecFileException} */ (error)) };
  }
}

/**
 * The line of a stack trace that says what happened: Node's is before the frames, Python's at the end.
 * @param {import('node:child_process').ExecFileException} error
 */
function whatFailed({ message, killed, code, signal, stderr }) {
  if (killed) return `took longer than ${MINUTES} minutes`;
  if (typeof code !== 'number' && !signal) return message;
  const lines = (stderr ?? '').trim().split('\n');
  const line = lines.findLast((text) => /^\S*(Error|Exception)\b/.test(text)) ?? lines.at(-1) ?? '';
  return line.slice(0, 200) || `ended by ${signal ?? `exit code ${code}`}`;
}
