import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** PyPI's source archive of pyspark, which has all that a server needs. */
const SPARK = {
  name: 'pyspark-4.1.4',
  url: 'https://files.pythonhosted.org/packages/98/d6/46ba9775802e578eb853bca200bf079327a2e8bb801684913041400ee287/pyspark-4.1.4.tar.gz',
  sha256: 'bcbd5e18690cf79d438e97210ad06fb8d451a251bb77becc2b0418868d2acd73',
};

const ATTEMPTS = 4;
const DAY_MS = 86_400_000;

/** The folder of downloads, for all clones of the project. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(base, 'access-anomaly', 'spark');
}

/**
 * The folder of a Spark: the environment's SPARK_HOME, else one that is downloaded once (456 MB) and kept in
 * the cache.
 *
 * @param say called before anything that takes long
 */
export async function installSpark(
  say: (text: string) => void = () => {},
  signal?: AbortSignal,
): Promise<string> {
  if (process.env.SPARK_HOME) return process.env.SPARK_HOME;
  const folder = cacheFolder();
  const home = path.join(folder, SPARK.name, 'deps');
  if (existsSync(path.join(home, 'jars'))) return home;
  await mkdir(folder, { recursive: true });
  await sweep(folder);
  const archive = path.join(folder, `${SPARK.name}.tar.gz`);
  if (!existsSync(archive) || (await sha256Of(archive)) !== SPARK.sha256) {
    say(`downloading ${SPARK.name} (456 MB) to ${folder}`);
    await download(archive, signal);
  }
  say(`unpacking ${SPARK.name}`);
  const half = path.join(folder, `.${randomUUID()}`);
  try {
    await mkdir(half);
    await promisify(execFile)('tar', ['-xzf', archive, '-C', half], { signal });
    await rename(path.join(half, SPARK.name), path.join(folder, SPARK.name)).catch((error) => {
      // Another process was faster.
      if (!existsSync(path.join(home, 'jars'))) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  await rm(archive, { force: true });
  return home;
}

/** Tries several times: a download of this size breaks off now and then. */
async function download(file: string, signal?: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await downloadOnce(file, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (attempt === ATTEMPTS) throw error;
      await wait(attempt * 2000);
    }
  }
}

async function downloadOnce(file: string, signal?: AbortSignal): Promise<void> {
  const { url, sha256 } = SPARK;
  const half = `${file}.${randomUUID()}`;
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null) {
      throw new Error(`Expected to download ${url}, got status ${response.status}`);
    }
    await pipeline(
      Readable.fromWeb(response.body as import('node:stream/web').ReadableStream),
      createWriteStream(half),
      { signal },
    );
    const got = await sha256Of(half);
    if (got !== sha256) throw new Error(`Expected ${url} to have the SHA-256 ${sha256}, got ${got}`);
    await rename(half, file);
  } finally {
    await rm(half, { force: true });
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Removes incomplete files of killed processes: no download takes a day. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/\.[\da-f]{8}-[\da-f]{4}-[\da-f-]+$/.test(name)) continue;
    const half = path.join(folder, name);
    const { mtimeMs } = await stat(half);
    if (Date.now() - mtimeMs > DAY_MS) await rm(half, { recursive: true, force: true });
  }
}
