// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../../scripts/paths.mjs';
import { capture } from '../../scripts/run.mjs';

/** @typedef {'implicit' | 'spark'} Peer */

const venv = path.join(build, 'bench', 'venv');
export const python =
  process.platform === 'win32' ? path.join(venv, 'Scripts', 'python.exe') : path.join(venv, 'bin', 'python');

/** Spark comes as source, several hundred megabytes. */
const MINUTES = { implicit: 10, spark: 30 };

/**
 * Installs a peer into the environment of the benchmark, or says why it can't run.
 * @param {Peer} peer
 * @returns {string | undefined} the reason, one line
 */
export function installPeer(peer) {
  if (peer === 'spark' && !javaVersion()) return 'no Java is installed (Spark 3.5 needs 8, 11 or 17)';
  const made = makeEnvironment();
  if (made) return made;
  const file = path.join(root, 'bench', 'peers', `requirements-${peer}.txt`);
  const pins = readFileSync(file, 'utf8').trim().split('\n');
  if (!pins.every((pin) => versionOf(pin.split('==')[0]) === pin.split('==')[1])) {
    console.log(`peers       installing ${pins.join(', ')}`);
    const failed = runQuietly(
      python,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', file],
      MINUTES[peer],
    );
    if (failed) return `pip could not install it: ${failed}`;
  }
  return runQuietly(python, ['-c', peer === 'spark' ? 'import pyspark.ml' : 'import implicit.cpu.als'], 2);
}

/** @param {string} name of a Python package in the environment */
export function versionOf(name) {
  if (!existsSync(python)) return undefined;
  const script = `from importlib import metadata; print(metadata.version('${name}'))`;
  return capture(python, ['-c', script])?.trim();
}

export function javaVersion() {
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const { status, stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return status === 0 ? (stderr.match(/version "([^"]+)"/)?.[1] ?? 'unknown') : undefined;
}

/** @returns {string | undefined} why there is none */
function makeEnvironment() {
  if (existsSync(python) && capture(python, ['-c', 'import pip']) !== undefined) return undefined;
  rmSync(venv, { recursive: true, force: true });
  const base = ['python3', 'python'].find(
    (name) => capture(name, ['-c', 'import venv, ensurepip']) !== undefined,
  );
  if (!base) return 'no Python 3 with its venv module is installed';
  const failed = runQuietly(base, ['-m', 'venv', venv], 5);
  if (failed) return `Python could not make an environment: ${failed}`;
  // The scripts inside are CommonJS: without a package of their own they would be ES modules, as all of this project.
  writeFileSync(path.join(venv, 'package.json'), '{}\n');
  return undefined;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {number} minutes
 * @returns {string | undefined} what went wrong, one line
 */
function runQuietly(program, args, minutes) {
  const { status, error, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: minutes * 60_000,
  });
  if (error) return error.message;
  return status === 0 ? undefined : (stderr.trim().split('\n').at(-1) ?? `exit code ${status}`);
}
