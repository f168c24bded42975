// @ts-check
import path from 'node:path';

/**
 * Bundles the script that makes tables answer in a page, with the library that it uses.
 * @param {string} lib the folder of the library
 * @param {string} target the folder of what is compiled
 */
export async function buildPage(lib, target) {
  // Loaded here: this module is read before the packages are installed.
  const { build } = await import('esbuild');
  await build({
    entryPoints: [path.join(lib, 'notebook', 'page', 'browser', 'live.ts')],
    outfile: path.join(target, 'notebook', 'page', 'live.js'),
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
