// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../../scripts/paths.mjs';
import { capture } from '../../scripts/run.mjs';
import { findPython, interpreter, missing } from '../../scripts/setup/preparePython.mjs';

const venv = path.join(build, 'bench', 'venv');
export const python = interpreter(venv);

/** Spark comes as source, several hundred megabytes. */
const MINUTES = { implicit: 10, spark: 30 };

/**
 * Installs a peer into the environment of the benchmark, or says why it can't run.
 * @param {'implicit' | 'spark'} peer
 * @returns {string | undefined} the reason, one line
 */
export function installPeer(peer) {
  if (peer === 'spark' && !javaVersion()) return 'no Java is installed (Spark 3.5 needs 8, 11 or 17)';
  const file = path.join(root, 'bench', 'peers', `requirements-${peer}.txt`);
  const pins = readFileSync(file, 'utf8').trim().split('\n');
  try {
    makeEnvironment();
    if (missing(python, pins, 'exact').length > 0) {
      console.log(`peers       installing ${pins.join(', ')}`);
      const options = ['--quiet', '--disable-pip-version-check', '--requirement', file];
      runQuietly(python, ['-m', 'pip', 'install', ...options], MINUTES[peer]);
    }
    runQuietly(python, ['-c', peer === 'spark' ? 'import pyspark.ml' : 'import implicit.cpu.als'], 2);
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/** @param {string} name of a Python package in the environment */
export function versionOf(name) {
  const script = `from importlib import metadata; print(metadata.version('${name}'))`;
  return capture(python, ['-c', script])?.trim();
}

export function javaVersion() {
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return status === 0 ? (stderr.match(/version "([^"]+)"/)?.[1] ?? 'unknown') : undefined;
}

function makeEnvironment() {
  if (existsSync(python) && capture(python, ['-c', 'import pip']) !== undefined) return;
  rmSync(venv, { recursive: true, force: true });
  runQuietly(findPython(), ['-m', 'venv', venv], 5);
  // The scripts inside are CommonJS: without a package of their own they would be ES modules, as all of this
  // project.
  writeFileSync(path.join(venv, 'package.json'), '{}\n');
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {number} minutes
 * @throws Error with the program's last line
 */
function runQuietly(program, args, minutes) {
  const { status, error, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: minutes * 60_000,
  });
  if (error) throw error;
  if (status !== 0)
    throw new Error(
      `Expected ${args.slice(0, 3).join(' ')} to work, got ${stderr.trim().split('\n').at(-1)}`,
    );
}
