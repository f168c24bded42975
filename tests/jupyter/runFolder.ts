import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import './provided.js';

/**
 * A new folder for what one test makes. Runs of `npm start` that share a folder would wait for each other.
 */
export function runFolder(name = 'run-'): string {
  return mkdtempSync(path.join(inject('runs'), name));
}
