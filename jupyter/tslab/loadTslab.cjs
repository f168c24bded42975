'use strict';

/** @import { Tslab, TypeScript } from './types.cjs' */

const EXPECTED_VERSION = '1.0.22';

/**
 * The modules of tslab that the patches touch. Ends the process with a message at any version but the one
 * that the patches were written for: a half patched kernel would lose cells silently.
 *
 * @param {(ts: TypeScript) => object} extend functions that replace those of tslab's TypeScript compiler
 * @returns {Tslab}
 */
function loadTslab(extend) {
  const { version } = require('tslab/package.json');
  if (version !== EXPECTED_VERSION) {
    console.error(
      `Expected tslab ${EXPECTED_VERSION}, got ${version}. ` +
        'The patches in jupyter/tslab are written for that version: run `npm ci`, or revise them.',
    );
    process.exit(1);
  }
  const compiler = require.resolve('@tslab/typescript-for-tslab');
  const typescript = require(compiler);
  // The compiler's own properties can't be replaced, so tslab gets an object that has them all.
  const loaded = /** @type {NodeJS.Module} */ (require.cache[compiler]);
  loaded.exports = Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(typescript),
      ...Object.getOwnPropertyDescriptors(extend(typescript)),
    },
  );
  const modules = {
    main: require('tslab/dist/main.js'),
    executor: require('tslab/dist/executor.js'),
    jupyter: require('tslab/dist/jupyter.js'),
    metadata: require('tslab/dist/metadata.js'),
    inspect: require('tslab/dist/inspect.js'),
    typescript,
  };
  // Its own declarations call private what the patches need.
  return /** @type {Tslab} */ (/** @type {unknown} */ (modules));
}

module.exports = { loadTslab };
