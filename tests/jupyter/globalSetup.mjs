// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from '../../scripts/findChromium.mjs';
import { setup as setupProject } from '../../scripts/setup/setup.mjs';

/**
 * The environment that `npm start` would use, and a folder where the files of one run share what they
 * executed.
 * @param {{ provide: (key: string, value: unknown) => void }} project
 */
export async function setup({ provide }) {
  // A run starts Python a hundred times: what it compiles is to be kept.
  delete process.env.PYTHONDONTWRITEBYTECODE;
  const { executable, env } = await setupProject();
  const runs = mkdtempSync(path.join(tmpdir(), 'access-anomaly-'));
  const chromium = findChromium();
  if (!chromium && process.env.CI) throw new Error('Expected a Chromium for the browser tests, got none');
  provide('python', { executable, env });
  provide('chromium', chromium ?? '');
  provide('runs', runs);
  return () => rmSync(runs, { recursive: true, force: true });
}
