// @ts-check
import path from 'node:path';
import { build } from '../paths.mjs';
import { withLock } from '../withLock.mjs';
import { buildLibrary } from './buildLibrary.mjs';
import { checkNode } from './checkNode.mjs';
import { installKernel } from './installKernel.mjs';
import { installLabExtension } from './installLabExtension.mjs';
import { installPackages } from './installPackages.mjs';
import { minifyPlotly } from './minifyPlotly.mjs';
import { anyPython, preparePython } from './preparePython.mjs';
import { report } from './report.mjs';

/**
 * Makes everything that the notebooks need to run; what is already there is left alone.
 * @returns {Promise<import('./preparePython.mjs').Python>}
 */
export function setup() {
  checkNode();
  return inTurn(setupAlone);
}

/** Makes lib/dist of today's sources, for tests that run its workers. */
export function setupLibrary() {
  return inTurn(() => buildLibrary({ inSpiteOfErrors: true }));
}

/**
 * Runs a body while no other process sets up this folder.
 * @template T
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
async function inTurn(body) {
  const python = anyPython();
  // Without one nothing can be set up, which preparePython says.
  if (python === undefined) return body();
  const onWait = () => report('setup', 'waiting for another one in this folder');
  return withLock({ python, file: path.join(build, '.setup.lock'), busy: '', wait: true, onWait }, body);
}

/** @returns {Promise<import('./preparePython.mjs').Python>} */
async function setupAlone() {
  await installPackages();
  const python = await preparePython();
  installKernel(python);
  installLabExtension(python);
  await buildLibrary();
  await minifyPlotly();
  return python;
}
