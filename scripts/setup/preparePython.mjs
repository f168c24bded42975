// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root, underParent } from '../paths.mjs';
import { capture, mustRun } from '../run.mjs';
import { report } from './report.mjs';

/** @typedef {{ executable: string, jupyterFolder: string, env: NodeJS.ProcessEnv }} Python */

export const NEEDED = [3, 10];
const venv = path.join(root, '.venv');
/** All packages with their hashes: `npm run lock:python` makes it of environment.yml. */
export const requirements = path.join(root, 'requirements.txt');
/** What was installed last. */
const installedLock = path.join(venv, 'requirements.txt');

/**
 * A Python that has the packages of environment.yml: the active conda environment or venv if it has them,
 * else ./.venv.
 * @returns {Promise<Python>}
 */
export async function preparePython() {
  const pins = readPins();
  const active = process.env.VIRTUAL_ENV ?? process.env.CONDA_PREFIX;
  if (active && path.resolve(active) !== venv) {
    const lacks = missing(interpreter(active), pins, 'major');
    if (lacks.length === 0) {
      report('python', `using the active environment ${active}`);
      return python(active);
    }
    report('python', `not using the active environment ${active}: it lacks ${lacks.join(', ')}`);
  }

  const lock = readFileSync(requirements, 'utf8');
  const isLocked = existsSync(installedLock) && readFileSync(installedLock, 'utf8') === lock;
  if (isLocked && missing(interpreter(venv), pins, 'exact').length === 0) {
    report('python', 'up to date (.venv)');
    return python(venv);
  }
  // pip can't repair a venv whose Python was removed or replaced.
  if (!capture(interpreter(venv), ['-c', 'import pip'])) rmSync(venv, { recursive: true, force: true });
  if (!existsSync(venv)) {
    const base = findPython();
    report('python', `making .venv with ${base}`);
    await mustRun(base, ['-m', 'venv', venv]);
  }
  // The scripts inside are CommonJS: without a package of their own they would be ES modules, as all of this
  // project.
  writeFileSync(path.join(venv, 'package.json'), '{}\n');
  report('python', `installing the packages of ${path.basename(requirements)} into .venv`);
  const options = ['--quiet', '--disable-pip-version-check', '--no-compile', '--require-hashes'];
  await mustRun(interpreter(venv), [underParent, '-m', 'pip', 'install', ...options, '-r', requirements]);
  writeFileSync(installedLock, lock);
  return python(venv);
}

/** The `name==version` entries of environment.yml's pip list. */
export function readPins() {
  const text = readFileSync(path.join(root, 'environment.yml'), 'utf8');
  return [...text.matchAll(/^ +- ([\w.-]+==[\w.]+)$/gm)].map(([, pin]) => pin);
}

/**
 * The pins that an environment doesn't meet: all of them where there is no Python.
 * @param {string} executable
 * @param {string[]} pins
 * @param {'exact' | 'major'} match 'major': the same major version will do, in an environment that isn't ours
 */
export function missing(executable, pins, match) {
  const script = `
import json, sys
from importlib import metadata
def version(name):
    try: return metadata.version(name)
    except metadata.PackageNotFoundError: return None
print(json.dumps({name: version(name) for name in sys.argv[1:]}))`;
  const names = pins.map((pin) => pin.split('==')[0]);
  /** @type {Record<string, string | null>} */
  const installed = JSON.parse(capture(executable, ['-c', script, ...names]) ?? '{}');
  return pins.filter((pin) => {
    const [name, wanted] = pin.split('==');
    const found = installed[name];
    return match === 'exact' ? found !== wanted : found?.split('.')[0] !== wanted.split('.')[0];
  });
}

/** Some Python, of whatever version, to hold a lock with; undefined where there is none. */
export function anyPython() {
  return ['python3', 'python'].find((name) => capture(name, ['-c', 'print(1)']));
}

export function findPython() {
  const found = [];
  for (const name of ['python3', 'python']) {
    const version = capture(name, ['-c', 'import sys; print(*sys.version_info[:2])'])?.trim();
    if (!version) continue;
    const [major, minor] = version.split(' ').map(Number);
    found.push(`${name} ${major}.${minor}`);
    if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) continue;
    // Debian packs the part that fills a new venv by itself.
    if (!capture(name, ['-c', 'import ensurepip, venv; print(1)'])) {
      throw new Error(
        `Expected ${name} to have the venv module. On Debian and Ubuntu: \`apt install python${major}.${minor}-venv\`. ` +
          'Or activate an environment made from environment.yml.',
      );
    }
    return name;
  }
  throw new Error(
    `Expected Python ${NEEDED.join('.')} or newer as python3 or python, got ${found.join(' and ') || 'none'}. ` +
      'Install one, or activate an environment made from environment.yml.',
  );
}

/** @param {string} prefix */
export function interpreter(prefix) {
  return process.platform === 'win32'
    ? ([path.join(prefix, 'Scripts', 'python.exe'), path.join(prefix, 'python.exe')].find(existsSync) ??
        path.join(prefix, 'python.exe'))
    : path.join(prefix, 'bin', 'python');
}

/**
 * @param {string} prefix
 * @returns {Python}
 */
function python(prefix) {
  // Somebody else's environment may have a tslab kernel of its own, or that of another copy of this project.
  const jupyterFolder = prefix === venv ? path.join(venv, 'share', 'jupyter') : path.join(build, 'jupyter');
  // First on JUPYTER_PATH, so that this kernel has the name.
  const jupyterPath = [jupyterFolder, process.env.JUPYTER_PATH].filter(Boolean);
  const env = {
    ...process.env,
    JUPYTER_PATH: jupyterPath.join(path.delimiter),
    PYDEVD_DISABLE_FILE_VALIDATION: '1',
  };
  return { executable: interpreter(prefix), jupyterFolder, env };
}
