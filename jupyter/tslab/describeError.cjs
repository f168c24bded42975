'use strict';

const { inspect } = require('node:util');
/** @import { CellSources, ErrorContent, Place } from './types.cjs' */

/** If it is 1, in the environment or by a cell's `process.env.TSLAB_FULL_STACK`, traces are complete. */
const SWITCH = 'TSLAB_FULL_STACK';
const FRAME = /^\s+at /;
const DEEPEST = 8;

/**
 * An error as a notebook's reader wants it: the message, the cell's own line, and the calls that led there.
 *
 * @typedef {{ line: string, place?: Place }} Frame the line as it is shown, and the place in a cell
 *
 * @param {unknown} thrown
 * @param {CellSources} cells
 * @param {Place} [fallback] a place to point at where the trace leads into no cell
 * @returns {ErrorContent}
 */
function describeError(thrown, cells, fallback) {
  if (!(thrown instanceof Error)) {
    const evalue = show(thrown);
    return { ename: 'Thrown', evalue, traceback: [`Thrown: ${evalue}`, ...pointAt(fallback)] };
  }
  const frames = framesOf(thrown, cells);
  const place = frames.find((frame) => frame.place)?.place ?? fallback;
  const { name, message, line } = headline(thrown);
  const traceback = [
    line,
    ...pointAt(place),
    ...shownFrames(frames),
    ...related(thrown, cells, new Set([thrown])),
  ];
  return { ename: name, evalue: message, traceback };
}

/** @param {Error} error */
function headline(error) {
  const name = String(error.name || 'Error');
  const message = String(error.message);
  return { name, message, line: message === '' ? name : `${name}: ${message}` };
}

/**
 * The line of the cell, with a caret below the column.
 *
 * @param {Place} [place]
 */
function pointAt(place) {
  if (!place) return [];
  const { count, line, column, source } = place;
  // Tabs are repeated so that the caret stands where the line's own tabs put the column.
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [`In [${count}]:${line}:${column}`, `    ${source}`, `    ${indent}^`];
}

/** @type {(error: Error, cells: CellSources) => Frame[]} */
function framesOf(error, cells) {
  const lines = typeof error.stack === 'string' ? error.stack.split('\n').filter((l) => FRAME.test(l)) : [];
  return lines.map((line) => {
    const place = cells.place(line);
    if (!place) return { line };
    const shown = line.replace(place.text, `In [${place.count}]:${place.line}:${place.column}`);
    // Names of earlier cells are properties of tslab's exports.
    return { place, line: shown.replace('at Proxy.', 'at ') };
  });
}

/**
 * Without the frames of node, tslab, the kernel and the library, which say nothing about the cell.
 *
 * @param {Frame[]} frames
 */
function shownFrames(frames) {
  if (process.env[SWITCH] === '1') return frames.map(({ line }) => line);
  const foreign =
    /node:|evalmachine|node_modules[\\/]tslab[\\/]|jupyter[\\/](?:kernel|tslab)|lib[\\/]dist[\\/]|access-anomaly[\\/]dist|@duckdb|<anonymous>\)?$|In \[\d+\]#/;
  return frames.filter(({ place, line }) => place || !foreign.test(line)).map(({ line }) => line);
}

/**
 * The causes of an error; if it holds several errors, each of them.
 *
 * @param {Error} error
 * @param {CellSources} cells
 * @param {Set<unknown>} seen
 * @returns {string[]}
 */
function related(error, cells, seen) {
  if (seen.size > DEEPEST) return [];
  /** @type {string[]} */
  const lines = [];
  /** @type {(title: string, other: unknown) => void} */
  const tell = (title, other) => {
    if (other === undefined || other === null || seen.has(other)) return;
    seen.add(other);
    if (!(other instanceof Error)) {
      lines.push(`${title}: ${show(other)}`);
      return;
    }
    // The message may repeat its cause's message.
    const isSaid = other.message !== '' && String(error.message).includes(other.message);
    if (!isSaid || process.env[SWITCH] === '1') {
      lines.push(`${title}: ${headline(other).line}`, ...shownFrames(framesOf(other, cells)));
    }
    lines.push(...related(other, cells, seen));
  };
  if (error instanceof AggregateError) {
    for (const [n, each] of error.errors.entries()) tell(`[${n + 1}]`, each);
  }
  tell('Caused by', error.cause);
  return lines;
}

/**
 * As console.log would print it; a value whose own accessors throw is still reported.
 *
 * @param {unknown} value
 */
function show(value) {
  if (typeof value === 'string') return value;
  try {
    return inspect(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

module.exports = { describeError, pointAt };
