'use strict';

const { inspect } = require('node:util');

/** The format that tslab prints a TypeScript diagnostic with: file, line, column, message. */
const DIAGNOSTIC = '%s%d:%d - %s';

/** What a Jupyter `error` message says: a name, a message, and the lines to show. */
class CellFailure extends Error {
  /**
   * @param {unknown[][]} reports what tslab passed to console.error: one diagnostic each, or one thrown value
   * @param {string} source the cell's code, to show the lines that diagnostics speak of
   */
  constructor(reports, source) {
    super('The cell failed');
    const { ename, evalue, traceback } =
      reports[0]?.[0] === DIAGNOSTIC ? fromDiagnostics(reports, source) : fromThrown(reports[0]?.[0]);
    this.content = { ename, evalue, traceback };
  }
}

function fromDiagnostics(reports, source) {
  const lines = source.split('\n');
  const diagnostics = reports.map(([, file, line, column, message]) => {
    const text = `${file}${line}:${column} - ${message}`;
    const shown = file === '' ? lines[line - 1] : undefined;
    if (shown === undefined) return [text];
    // Tabs are repeated below the line so that the caret stands where the line's own tabs put the column.
    const indent = shown.slice(0, column - 1).replace(/[^\t]/g, ' ');
    return [text, `    ${shown}`, `    ${indent}^`];
  });
  return {
    ename: 'TypeScriptError',
    evalue: diagnostics.map(([text]) => text).join('\n'),
    traceback: ['TypeScriptError:', ...diagnostics.flat()],
  };
}

function fromThrown(thrown) {
  if (isInterrupt(thrown)) {
    const evalue = 'the cell was interrupted';
    return { ename: 'KeyboardInterrupt', evalue, traceback: [`KeyboardInterrupt: ${evalue}`] };
  }
  if (!(thrown instanceof Error)) {
    const evalue = show(thrown);
    return { ename: 'Thrown', evalue, traceback: [`Thrown: ${evalue}`] };
  }
  return {
    ename: String(thrown.name || 'Error'),
    evalue: String(thrown.message),
    traceback: withoutKernelFrames(show(thrown).split('\n')),
  };
}

/** Either of the two ways in which tslab stops a cell on SIGINT: inside a promise, or inside synchronous code. */
function isInterrupt(thrown) {
  return (
    thrown instanceof Error &&
    (thrown.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' || thrown.message === 'Interrupted asynchronously')
  );
}

/** As console.error would print it; a value whose own accessors throw is still reported. */
function show(value) {
  if (typeof value === 'string') return value;
  try {
    return inspect(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/**
 * The stack without tslab's and node's own frames. A cell's frames keep only the function's name: their lines count in
 * the JavaScript that tslab made of the cell, and would mislead.
 */
function withoutKernelFrames(lines) {
  return lines
    .filter((line) => !/^\s+at .*(node_modules[\\/]tslab[\\/]|\(?node:(vm|internal))/.test(line))
    .map((line) => line.replace(/^(\s+at )(.* )?\(?evalmachine\.<anonymous>:\d+:\d+\)?/, '$1$2(cell)'))
    .filter((line, index, all) => !(/^\s+at .*\(cell\)$/.test(line) && line === all[index - 1]));
}

module.exports = { CellFailure };
