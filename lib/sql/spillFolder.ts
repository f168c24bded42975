import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^access-anomaly-(\d+)-/;

/**
 * A folder for what DuckDB has no memory for: private to this user, of a name that nobody can foresee, and
 * gone with the process. Those that killed processes left behind are removed first.
 */
export function spillFolder(): string {
  made ??= make();
  return made;
}

/** The path of a file in it that isn't there yet. To be opened with `SPILL_MODE`. */
export function spillFile(extension: string): string {
  return join(spillFolder(), `${randomUUID()}.${extension}`);
}

/** For this user alone, also where the folder's own rights are passed over. */
export const SPILL_MODE = 0o600;

/** The share of the disk's free space that may be filled. */
const SHARE = 0.8;

/** How many bytes may be written to the folder. */
export async function spillLimit(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor(SHARE * bavail * bsize);
}

let made: string | undefined;

function make(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeFolder(join(tmpdir(), name));
  }
  const folder = mkdtempSync(join(tmpdir(), `access-anomaly-${process.pid}-`));
  process.on('exit', () => removeFolder(folder));
  return folder;
}

/** Removes what is ours to remove: another user's folder stays. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
