// @ts-check
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ended } from './ending.mjs';
import { root } from './paths.mjs';

/**
 * Runs a body while this process alone has a file's lock. It is the operating system's, held by a child that
 * ends with this process, so that a killed run leaves none behind.
 * @template T
 * @param {{ python: string, file: string, busy: string, wait: boolean, onWait?: () => void }} options `busy`:
 *   what is wrong where another process has it, and we don't wait
 * @param {() => Promise<T> | T} body
 * @returns {Promise<T>}
 * @throws Error where another process has it and we don't wait
 */
export async function withLock({ python, file, busy, wait, onWait = () => {} }, body) {
  mkdirSync(path.dirname(file), { recursive: true });
  const script = path.join(root, 'scripts', 'hold_lock.py');
  // Of a group of its own, so that a terminal's Ctrl+C doesn't take the lock away from what still runs.
  const holder = spawn(python, [script, file, ...(wait ? ['--wait'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    await isLocked(holder, { file, busy, onWait });
    return await body();
  } finally {
    holder.stdin?.end();
    holder.kill();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} holder
 * @param {{ file: string, busy: string, onWait: () => void }} options
 * @returns {Promise<void>}
 */
function isLocked(holder, { file, busy, onWait }) {
  return new Promise((resolve, reject) => {
    holder.on('error', reject);
    ended.addEventListener('abort', () => reject(ended.reason));
    holder.on('exit', (code) =>
      reject(new Error(code === 3 ? busy : `Expected to lock ${file}, got exit code ${code} of its holder`)),
    );
    if (!holder.stdout) return reject(new Error('Expected the output of the lock, got none'));
    createInterface({ input: holder.stdout }).on('line', (line) => {
      if (line === 'waiting') onWait();
      if (line === 'locked') resolve();
      if (line.startsWith('refused ')) {
        const why = line.slice('refused '.length);
        reject(new Error(`Expected a file that can be written at ${file}, got: ${why}; move it away`));
      }
    });
  });
}
