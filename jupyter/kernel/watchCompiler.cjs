'use strict';

const { instrument } = require('./instrument.cjs');

/**
 * tslab's compiler, extended by what the kernel needs and tslab doesn't keep: source maps of both its passes (TypeScript
 * to ES modules, those to CommonJS), the checks of instrument.cjs, and the program that the last cell was checked in.
 */
function watchCompiler() {
  /** Of the last code that was made: its two source maps, the last pass first. */
  const last = { maps: [], program: undefined };

  const extend = (ts) => ({
    createWatchCompilerHost: (files, options, ...rest) =>
      ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
    createWatchProgram: (host) => {
      const { afterProgramCreate } = host;
      host.afterProgramCreate = (builder) => {
        last.program = builder.getProgram();
        afterProgramCreate(builder);
      };
      return ts.createWatchProgram(host);
    },
    transpileModule: (input, options) => {
      const [code, first] = takeSourceMap(input);
      const { outputText, sourceMapText, ...rest } = ts.transpileModule(code, {
        ...options,
        compilerOptions: { ...options.compilerOptions, sourceMap: true },
        transformers: { before: [instrument(ts)] },
      });
      last.maps = [JSON.parse(sourceMapText), first].filter(Boolean);
      return { ...rest, outputText: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n') };
    },
  });
  return { last, extend };
}

/** The code without the map that stands in its last comment, and the map. */
function takeSourceMap(code) {
  const comment = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
  const found = comment.exec(code);
  if (!found) return [code, undefined];
  return [code.slice(0, found.index), JSON.parse(Buffer.from(found[1], 'base64').toString())];
}

module.exports = { watchCompiler };
