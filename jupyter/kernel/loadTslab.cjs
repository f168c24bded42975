'use strict';

const EXPECTED_VERSION = '1.0.22';

/**
 * The modules of tslab that the patches touch. Ends the process with a message where they are not what the patches
 * were written for: a half patched kernel would lose cells silently, which is worse than none.
 */
function loadTslab() {
  const { version } = require('tslab/package.json');
  const tslab = {
    main: require('tslab/dist/main.js'),
    executor: require('tslab/dist/executor.js'),
    jupyter: require('tslab/dist/jupyter.js'),
    typescript: require('@tslab/typescript-for-tslab'),
  };
  const { ZmqServer, JupyterHandlerImpl } = tslab.jupyter;
  const missing = [
    ['main.startKernel', tslab.main.startKernel],
    ['executor.createExecutor', tslab.executor.createExecutor],
    ['ZmqServer.handleShellMessage', ZmqServer?.prototype.handleShellMessage],
    ['ZmqServer.handleExecute', ZmqServer?.prototype.handleExecute],
    ['ZmqServer.handleCommInfoRequest', ZmqServer?.prototype.handleCommInfoRequest],
    ['ZmqServer.close', ZmqServer?.prototype.close],
    ['JupyterHandlerImpl.handleExecuteImpl', JupyterHandlerImpl?.prototype.handleExecuteImpl],
    ['JupyterHandlerImpl.handleKernel', JupyterHandlerImpl?.prototype.handleKernel],
  ].filter(([, value]) => typeof value !== 'function');

  if (version !== EXPECTED_VERSION || missing.length > 0) {
    const lacks = missing.length > 0 ? `, without ${missing.map(([name]) => name).join(', ')}` : '';
    console.error(
      `Expected tslab ${EXPECTED_VERSION}, got ${version}${lacks}. ` +
        'The patches in jupyter/kernel are written for that version: run `npm ci`, or revise them.',
    );
    process.exit(1);
  }
  return tslab;
}

module.exports = { loadTslab };
