// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { mustRunNpm } from '../run.mjs';
import { prunePackages } from './prunePackages.mjs';
import { report } from './report.mjs';

/** npm packages, exactly those of package-lock.json. */
export async function installPackages() {
  if (isInstalled()) return report('packages', 'up to date');
  report('packages', 'npm ci');
  await mustRunNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  prunePackages();
}

/**
 * npm keeps a lock of what it really installed in node_modules: no clock is needed to see whether it is ours.
 */
function isInstalled() {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  const locked = readPackages(path.join(root, 'package-lock.json'));
  if (!installed) return false;
  return Object.entries(locked ?? {}).every(([location, { version, optional }]) => {
    // The root, and the workspace folders behind their links, are this checkout itself.
    if (!location.includes('node_modules/')) return true;
    if (!(location in installed)) return optional === true;
    return installed[location].version === version && existsSync(path.join(root, location));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}
