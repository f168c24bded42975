'use strict';

const { describeError, pointAt } = require('./describeError.cjs');
const { isInterrupt } = require('./InterruptError.cjs');
/** @import { CellSources, ConvertResult, ErrorContent, Place, Unexpand } from './types.cjs' */

/** The end of a cell that failed. `content` is that of Jupyter's `error` message. */
class CellFailure extends Error {
  /** @param {ErrorContent} content */
  constructor(content) {
    super('The cell failed');
    this.content = content;
  }

  /**
   * From whatever was thrown.
   *
   * @param {unknown} thrown
   * @param {CellSources} cells
   * @param {Place} [fallback] see describeError.cjs
   */
  static ofThrown(thrown, cells, fallback) {
    const content = describeError(thrown, cells, fallback);
    // A person who interrupts a cell needs no place in it.
    const traceback = isInterrupt(thrown) ? content.traceback.slice(0, 1) : content.traceback;
    return new CellFailure({ ...content, traceback });
  }

  /**
   * From code that wasn't run.
   *
   * @param {ConvertResult['diagnostics']} diagnostics tslab's; the cell's have no fileName
   * @param {string} source the cell's code
   * @param {Unexpand} unexpand see expandShorthand.cjs
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

module.exports = { CellFailure };
