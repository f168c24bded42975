// @ts-check
import path from 'node:path';
import { root } from '../paths.mjs';

const folder = path.join(root, 'lib', 'notebook', 'page');
export const tableSources = ['live.js', 'toCsv.js'].map((file) => path.join(folder, file));

/**
 * Bundles what makes tables answer in a page, with the library that it uses.
 * @param {string} outfile
 */
export async function buildTables(outfile) {
  // Loaded here: this module is read before the packages are installed.
  const { build } = await import('esbuild');
  await build({
    entryPoints: [tableSources[0]],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'inline',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
}
