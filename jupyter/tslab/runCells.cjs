'use strict';

const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { CellFailure } = require('./CellFailure.cjs');
const { CellSources } = require('./CellSources.cjs');
const { bundleOf } = require('./displayValue.cjs');
const { expandShorthand } = require('./expandShorthand.cjs');
const { InterruptError } = require('./InterruptError.cjs');
const { INTERRUPTED, PHASE, PHASES, RUNNING } = require('./sharedState.cjs');
/** @import { ConvertResult, Executor, LastCode, Tslab } from './types.cjs' */

/**
 * @typedef {{
 *   file: string, awaits: [number, number] | undefined, isInterrupted: boolean, interrupt: () => void,
 * }} Cell what runs: the file it is called by, and where it waits
 */

/**
 * Runs cells instead of tslab's executor, which still compiles them.
 *
 * - tslab prints what went wrong and returns false; here a failed cell throws a CellFailure with its line.
 * - tslab prints the last expression; here it shows itself (displayValue.cjs).
 * - tslab ends an interrupted cell, but its work goes on. Here its loops and awaits end with it
 *   (makeStoppable.cjs), and a signal ends the library's own work: long work looks for the signal under
 *   Symbol.for('access-anomaly.interrupt') (lib/base/signals/hostSignal.ts).
 * - A SIGINT that arrives just as vm takes its handler away would end the process: the broker sends it only
 *   where the cell waits for it (`leave`).
 *
 * @param {Tslab} tslab
 * @param {{ state: Int32Array, last: LastCode }} kernel
 */
function runCells(tslab, { state, last }) {
  const { executor: executorModule, metadata, typescript: ts } = tslab;
  const cells = new CellSources();
  /** @type {AsyncLocalStorage<Cell>} */
  const running = new AsyncLocalStorage();
  /** @type {Cell | undefined} */
  let current;

  const enter = () => {
    Atomics.store(state, PHASE, PHASES.SYNCHRONOUS);
    // An interrupt that came while the cell was compiled found nothing that it could stop.
    if (!isInterrupted()) return;
    leave();
    throw new InterruptError();
  };
  const leave = () => {
    Atomics.compareExchange(state, PHASE, PHASES.SYNCHRONOUS, PHASES.OTHER);
    // The signal is on its way and has to arrive in this loop. In an empty loop, V8 would never look for it.
    while (Atomics.load(state, PHASE) === PHASES.SIGNALLED) Atomics.wait(state, PHASE, PHASES.SIGNALLED, 1);
  };
  /** @type {(line?: number, column?: number) => void} */
  const step = (line, column) => {
    if (line !== undefined && column !== undefined) {
      const cell = running.getStore();
      if (cell) {
        cell.awaits = [line, column];
        if (cell.isInterrupted) throw new InterruptError();
      }
    }
    if (isInterrupted()) throw new InterruptError();
  };
  const isInterrupted = () => {
    const number = Atomics.load(state, INTERRUPTED);
    return number !== 0 && number === Atomics.load(state, RUNNING);
  };

  /**
   * Ends the running cell where it waits.
   * @param {number} [number] the request to interrupt; if a later one runs, it goes on
   */
  const interrupt = (number = Atomics.load(state, RUNNING)) => {
    if (number === Atomics.load(state, RUNNING)) current?.interrupt();
  };

  let controller = new AbortController();
  Object.defineProperty(globalThis, Symbol.for('access-anomaly.interrupt'), { get: () => controller.signal });

  const { createExecutor } = executorModule;
  executorModule.createExecutor = (rootDir, converters, output) => {
    /** @type {ConvertResult | undefined} */
    let made;
    const tslabExecutor = createExecutor(
      rootDir,
      {
        get node() {
          const kept = made;
          return kept ? { convert: () => kept } : converters.node;
        },
        get browser() {
          return converters.browser;
        },
        close: () => converters.close(),
      },
      output,
    );
    const { execute: executeInTslab } = tslabExecutor;
    /** @type {Record<string, unknown>} */
    const locals = tslabExecutor.locals;
    Object.assign(globalThis.__tslab__, { enter, leave, step });
    let declarations = '';

    /**
     * Tells tslab what a cell imports from files and what it declares, which later cells can use.
     *
     * @param {ConvertResult['sideOutputs']} [sideOutputs]
     */
    const keep = async (sideOutputs) => {
      made = { sideOutputs, declOutput: declarations, diagnostics: [] };
      try {
        await executeInTslab('');
      } finally {
        made = undefined;
      }
    };

    /** @param {string} source */
    const compile = (source) => {
      const { code, unexpand } = expandShorthand(ts, source);
      const converted = converters.node.convert(declarations, code);
      if (converted.diagnostics.length > 0) {
        throw CellFailure.ofDiagnostics(converted.diagnostics, source, unexpand);
      }
      return { ...converted, unexpand };
    };

    /** @type {(cell: Cell, compiled: ConvertResult) => Promise<void>} */
    const run = async (cell, { output: code, hasToplevelAwait }) => {
      const kind = hasToplevelAwait ? 'async function' : 'function';
      const prefix = `(({ exports, require, enter, leave }) => { enter(); try { return (${kind} (exports, require) { `;
      const script = `${prefix}${code}\n})(exports, require); } finally { leave(); } })(globalThis.__tslab__)`;
      const options = { filename: cell.file, columnOffset: -prefix.length, breakOnSigint: true };
      /** @type {Promise<never>} */
      const interrupted = new Promise((_, reject) => {
        cell.interrupt = () => {
          if (cell.isInterrupted) return;
          cell.isInterrupted = true;
          controller.abort(new DOMException('The cell was interrupted', 'AbortError'));
          controller = new AbortController();
          reject(new InterruptError());
        };
      });
      interrupted.catch(() => {});
      current = cell;
      try {
        const promise = running.run(cell, () => vm.runInThisContext(script, options));
        Atomics.store(state, PHASE, PHASES.OTHER);
        if (!hasToplevelAwait) return;
        // It may go on, and fail, after the interrupt has ended the cell.
        promise.catch(() => {});
        await Promise.race([promise, interrupted]);
      } catch (error) {
        const { code: why } = /** @type {NodeJS.ErrnoException} */ (Object(error));
        if (why === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') cell.interrupt();
        throw cell.isInterrupted ? new InterruptError() : error;
      } finally {
        Atomics.store(state, PHASE, PHASES.OTHER);
        current = undefined;
      }
    };

    /** @type {Executor['execute']} */
    const execute = async (source, count = 0) => {
      const { module, mode } = metadata.getCodeMetadata(source);
      if (module || mode === 'browser') {
        await executeInTslab(source);
        return undefined;
      }
      /** @type {Cell} */
      const cell = { file: '', awaits: undefined, isInterrupted: false, interrupt() {} };
      try {
        // It may have been interrupted before it began, or while it compiled.
        if (isInterrupted()) throw new InterruptError();
        const compiled = compile(source);
        if (isInterrupted()) throw new InterruptError();
        cell.file = cells.add(count, source, compiled.output ?? '', last.maps, compiled.unexpand);
        await keep(compiled.sideOutputs);
        if (compiled.output) await run(cell, compiled);
        declarations = compiled.declOutput || '';
        await keep();
        const name = compiled.lastExpressionVar;
        if (!name || locals[name] === undefined || locals[name] === null) return undefined;
        const value = locals[name];
        delete locals[name];
        const bundle = await bundleOf(value);
        if (bundle === undefined) console.log(value);
        return bundle;
      } catch (error) {
        if (error instanceof CellFailure) throw error;
        const fallback = cell.awaits && cells.placeOfAwait(cell.file, cell.awaits);
        throw CellFailure.ofThrown(error, cells, fallback);
      }
    };
    return Object.assign(tslabExecutor, { execute });
  };
  return { interrupt, cells };
}

module.exports = { runCells };
