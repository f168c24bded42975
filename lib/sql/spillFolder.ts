import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = /^access-anomaly-(\d+)-/;

/**
 * A folder for data that doesn't fit into DuckDB's memory: private to this user, with a name that nobody can
 * predict, and removed at the end of the process. Folders that killed processes left behind are removed
 * first.
 */
export function spillFolder(): string {
  made ??= make();
  return made;
}

/** The path of a new file in it. Open it with `SPILL_MODE`. */
export function spillFile(extension: string): string {
  return join(spillFolder(), `${randomUUID()}.${extension}`);
}

/** Only for this user, even where the folder's own rights don't hold. */
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

/** Removes a folder of ours: another user's folder stays. */
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
