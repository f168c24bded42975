'use strict';

const EXPECTED_VERSION = '1.0.22';

/**
 * The modules of tslab that the patches touch. Ends the process with a message at any version but the one that the
 * patches were written for: a half patched kernel would lose cells silently, which is worse than none.
 */
function loadTslab() {
  const { version } = require('tslab/package.json');
  if (version !== EXPECTED_VERSION) {
    console.error(
      `Expected tslab ${EXPECTED_VERSION}, got ${version}. ` +
        'The patches in jupyter/kernel are written for that version: run `npm ci`, or revise them.',
    );
    process.exit(1);
  }
  return {
    main: require('tslab/dist/main.js'),
    executor: require('tslab/dist/executor.js'),
    jupyter: require('tslab/dist/jupyter.js'),
    typescript: require('@tslab/typescript-for-tslab'),
  };
}

module.exports = { loadTslab };
