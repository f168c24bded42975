'use strict';

const { makeStoppable } = require('./makeStoppable.cjs');
/** @import { LastCode, TypeScript } from './types.cjs' */
/** @import * as compiler from '@tslab/typescript-for-tslab' */

/**
 * tslab's compiler, extended by what the kernel needs and tslab doesn't keep: source maps of both its passes
 * (TypeScript to ES modules, those to CommonJS), the checks of makeStoppable.cjs, and the program that the
 * last cell was checked in.
 *
 * @typedef {compiler.EmitAndSemanticDiagnosticsBuilderProgram} Builder
 * @typedef {compiler.WatchCompilerHostOfFilesAndCompilerOptions<Builder>} Host
 */
function watchCompiler() {
  /** @type {LastCode} */
  const last = { maps: [], program: undefined };

  /** @param {TypeScript} ts */
  const extend = (ts) => ({
    /** @type {(files: string[], options: compiler.CompilerOptions, ...rest: [compiler.System]) => Host} */
    createWatchCompilerHost: (files, options, ...rest) =>
      ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    /** @param {Host} host */
    createWatchProgram: (host) => {
      const { afterProgramCreate } = host;
      host.afterProgramCreate = (builder) => {
        last.program = builder.getProgram();
        afterProgramCreate?.(builder);
      };
      return ts.createWatchProgram(host);
    },
    /** @type {(input: string, options: compiler.TranspileOptions) => object} */
    transpileModule: (input, options) => {
      const [code, first] = takeSourceMap(input);
      const { outputText, sourceMapText, ...rest } = ts.transpileModule(code, {
        ...options,
        compilerOptions: { ...options.compilerOptions, sourceMap: true },
        transformers: { before: [makeStoppable(ts)] },
      });
      last.maps = [JSON.parse(sourceMapText ?? 'null'), first].filter((map) => map);
      return { ...rest, outputText: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n') };
    },
  });
  return { last, extend };
}

/**
 * The code without the map that stands in its last comment, and the map.
 *
 * @param {string} code
 * @returns {[string, LastCode['maps'][number] | undefined]}
 */
function takeSourceMap(code) {
  const comment = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
  const found = comment.exec(code);
  if (!found) return [code, undefined];
  return [code.slice(0, found.index), JSON.parse(Buffer.from(found[1], 'base64').toString())];
}

module.exports = { watchCompiler };
