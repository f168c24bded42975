// @ts-check
import { buildLibrary } from './buildLibrary.mjs';
import { checkNode } from './checkNode.mjs';
import { installKernel } from './installKernel.mjs';
import { installPackages } from './installPackages.mjs';
import { minifyPlotly } from './minifyPlotly.mjs';
import { preparePython } from './preparePython.mjs';

/**
 * Makes everything that the notebooks need to run; what is already there is left alone.
 * @returns {Promise<import('./preparePython.mjs').Python>}
 */
export async function setup() {
  checkNode();
  await installPackages();
  const python = await preparePython();
  installKernel(python);
  await buildLibrary();
  await minifyPlotly();
  return python;
}
