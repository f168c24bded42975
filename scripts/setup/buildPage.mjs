// @ts-check
import path from 'node:path';

/**
 * Bundles the scripts of pages, each with the library that it uses: the one that makes tables answer, and ES
 * modules of widgets.
 * @param {string} lib the folder of the library
 * @param {string} target the folder of what is compiled
 */
export async function buildPage(lib, target) {
  // Loaded here: this module is read before the packages are installed.
  const { build } = await import('esbuild');
  const bundle = (/** @type {string} */ name, /** @type {'iife' | 'esm'} */ format) =>
    build({
      entryPoints: [path.join(lib, 'notebook', 'page', 'browser', `${name}.ts`)],
      outfile: path.join(target, 'notebook', 'page', `${name}.js`),
      bundle: true,
      minify: true,
      format,
      target: 'es2022',
      charset: 'ascii',
      legalComments: 'inline',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    });
  await bundle('live', 'iife');
  await bundle('selectionView', 'esm');
}
