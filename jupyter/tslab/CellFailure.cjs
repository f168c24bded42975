'use strict';

const { describeError, pointAt } = require('./describeError.cjs');
const { isInterrupt } = require('./InterruptError.cjs');

/** The end of a cell that failed; `content` is what a Jupyter `error` message says: a name, a message, the lines to show. */
class CellFailure extends Error {
  /** @param {import('./types.cjs').ErrorContent} content */
  constructor(content) {
    super('The cell failed');
    this.content = content;
  }

  /**
   * Of whatever was thrown.
   *
   * @param {unknown} thrown
   * @param {import('./types.cjs').CellSources} cells
   * @param {import('./types.cjs').Place} [fallback] see describeError.cjs
   */
  static ofThrown(thrown, cells, fallback) {
    const content = describeError(thrown, cells, fallback);
    return new CellFailure(isInterrupt(thrown) ? withoutTrace(content) : content);
  }

  /**
   * Of code that wasn't run.
   *
   * @param {import('./types.cjs').ConvertResult['diagnostics']} diagnostics tslab's; without a fileName they are the cell's
   * @param {string} source the cell's code
   * @param {import('./types.cjs').Unexpand} unexpand see expandShorthand.cjs
   */
  static ofDiagnostics(diagnostics, source, unexpand) {
    const lines = source.split('\n');
    const places = diagnostics.map(({ fileName, start, messageText }) => {
      const column = (fileName ? start.character : unexpand(start.line, start.character)) + 1;
      const line = start.line + 1;
      const text = `${fileName ? `${fileName} ` : ''}${line}:${column} - ${messageText}`;
      const shown = fileName ? undefined : lines[start.line];
      const excerpt = shown === undefined ? [] : pointAt({ count: 0, line, column, source: shown }).slice(1);
      return [text, ...excerpt];
    });
    return new CellFailure({
      ename: 'TypeScriptError',
      evalue: places.map(([text]) => text).join('\n'),
      traceback: ['TypeScriptError:', ...places.flat()],
    });
  }
}

/** @param {import('./types.cjs').ErrorContent} content */
function withoutTrace({ ename, evalue, traceback }) {
  return { ename, evalue, traceback: traceback.slice(0, 1) };
}

module.exports = { CellFailure };
