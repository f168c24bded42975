// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../paths.mjs';

const folder = path.join(build, 'stamps');

/**
 * Whether a step needs doing again: its inputs' names or contents have changed since `done`, or its output is
 * gone.
 * @param {string} step
 * @param {{ inputs: string[], output: string }} files
 */
export function stamp(step, { inputs, output }) {
  const file = path.join(folder, step);
  const hash = createHash('sha256');
  for (const input of inputs)
    hash.update(path.relative(root, input)).update('\0').update(readFileSync(input));
  const now = hash.digest('hex');
  const recorded = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return {
    upToDate: recorded === now && existsSync(output),
    done() {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, now);
    },
  };
}
