'use strict';

const { SourceMap } = require('node:module');
/** @import { LastCode, Place, Unexpand } from './types.cjs' */

/** Cells that errors can still point into; functions of older ones are rare. */
const KEPT = 1000;
const FILE = /In \[(\d+)\](?:#(\d+))?:(\d+):(\d+)/;

/**
 * @typedef {{
 *   count: number, lines: string[], codeLines: number, maps: SourceMap[], unexpand:
 *   Unexpand,
 * }} Cell
 */

/** Knows the source of each cell that ran, and finds the place in it for a place in its JavaScript. */
class CellSources {
  /** @type {Map<number, Cell>} */
  #cells = new Map();
  #runs = 0;

  /**
   * @param {number} count the cell's execution count, which its frames are called by
   * @param {string} source
   * @param {string} code what runs
   * @param {LastCode['maps']} maps source maps from the code that runs back to the
   *   source, a line further down
   * @param {Unexpand} unexpand the source's column of one in what was compiled
   * @returns {string} the name of the file to run it under
   */
  add(count, source, code, maps, unexpand) {
    const file = `In [${count}]#${++this.#runs}`;
    this.#cells.set(this.#runs, {
      count,
      lines: source.split('\n'),
      codeLines: code.trimEnd().split('\n').length,
      maps: maps.map((map) => new SourceMap(map)),
      unexpand,
    });
    this.#cells.delete(this.#runs - KEPT);
    return file;
  }

  /**
   * The place that a line of a stack trace names; undefined if it names none in a cell.
   *
   * @param {string} frame
   */
  place(frame) {
    const found = FILE.exec(frame);
    const cell = found && this.#cells.get(Number(found[2]));
    if (!cell) return undefined;
    // Below the code is its wrapper.
    if (Number(found[3]) > cell.codeLines) return undefined;
    const place = this.#original(cell, cell.maps, Number(found[3]), Number(found[4]));
    return place && { ...place, text: found[0] };
  }

  /**
   * The place of an await, which is noted by its position after the first pass.
   *
   * @param {string} file
   * @param {readonly [number, number]} position
   */
  placeOfAwait(file, [line, column]) {
    const cell = this.#cells.get(Number(/#(\d+)/.exec(file)?.[1]));
    return cell && this.#original(cell, cell.maps.slice(1), line, column);
  }

  /** @type {(cell: Cell, maps: SourceMap[], line: number, column: number) => Place | undefined} */
  #original(cell, maps, line, column) {
    let [atLine, atColumn] = [line - 1, column - 1];
    for (const map of maps) {
      const entry = map.findEntry(atLine, atColumn);
      if (!('originalLine' in entry) || entry.originalLine === undefined) return undefined;
      [atLine, atColumn] = [entry.originalLine, entry.originalColumn];
    }
    // tslab puts one line before the source.
    const at = atLine - 1;
    if (at < 0 || at >= cell.lines.length) return undefined;
    const shown = cell.unexpand(at, atColumn);
    return { count: cell.count, line: at + 1, column: shown + 1, source: cell.lines[at] };
  }
}

module.exports = { CellSources };
