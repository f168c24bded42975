'use strict';

const { describeError, pointAt } = require('./describeError.cjs');

/** The end of a cell that failed; `content` is what a Jupyter `error` message says: a name, a message, the lines to show. */
class CellFailure extends Error {
  constructor(content) {
    super('The cell failed');
    this.content = content;
  }

  /** Of whatever was thrown. */
  static ofThrown(thrown, cells, fallback) {
    const content = describeError(thrown, cells, fallback);
    return new CellFailure(thrown?.name === 'KeyboardInterrupt' ? withoutTrace(content) : content);
  }

  /**
   * Of code that wasn't run.
   *
   * @param {object[]} diagnostics tslab's: fileName (undefined: the cell), start, messageText
   * @param {string} source the cell's code
   * @param {(line: number, column: number) => number} unexpand see expandShorthand.cjs
   */
  static ofDiagnostics(diagnostics, source, unexpand) {
    const lines = source.split('\n');
    const places = diagnostics.map(({ fileName, start, messageText }) => {
      const column = (fileName ? start.character : unexpand(start.line, start.character)) + 1;
      const line = start.line + 1;
      const text = `${fileName ? `${fileName} ` : ''}${line}:${column} - ${messageText}`;
      const shown = fileName ? undefined : lines[start.line];
      const excerpt = shown === undefined ? [] : pointAt({ line, column, source: shown }).slice(1);
      return [text, ...excerpt];
    });
    return new CellFailure({
      ename: 'TypeScriptError',
      evalue: places.map(([text]) => text).join('\n'),
      traceback: ['TypeScriptError:', ...places.flat()],
    });
  }
}

function withoutTrace({ ename, evalue, traceback }) {
  return { ename, evalue, traceback: traceback.slice(0, 1) };
}

module.exports = { CellFailure };
