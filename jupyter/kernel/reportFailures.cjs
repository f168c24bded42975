'use strict';

const { CellFailure } = require('./CellFailure.cjs');

/**
 * Makes a cell that fails throw a CellFailure.
 *
 * tslab prints what went wrong to stderr and returns false, so that a client sees red text but no error: papermill and
 * nbclient then report a failure without a message. Its console is passed in, so what it would print can be kept.
 */
function reportFailures({ executor: executorModule }) {
  const { createExecutor } = executorModule;
  executorModule.createExecutor = (rootDir, converters, output) => {
    let reports = [];
    const executor = createExecutor(rootDir, converters, {
      log: output.log,
      error: (...report) => reports.push(report),
    });
    const { execute } = executor;
    executor.execute = async (source) => {
      reports = [];
      const succeeded = await execute(source).catch((error) => {
        reports.push([error]);
        return false;
      });
      if (!succeeded) throw new CellFailure(reports, source);
      // A `@module` cell counts as done in spite of its diagnostics: they stay what they were, a warning.
      for (const report of reports) output.error(...report);
      return true;
    };
    return executor;
  };
}

module.exports = { reportFailures };
