// @ts-check
// npm start [-- notebook.ipynb] [-p name=value ...] [--output folder]
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, defaultNotebook } from './paths.mjs';
import { main } from './run.mjs';
import { runNotebook } from './runNotebook.mjs';
import { setup } from './setup/setup.mjs';

await main(async () => {
  const started = performance.now();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      parameter: { type: 'string', short: 'p', multiple: true, default: [] },
      output: { type: 'string', default: build },
    },
  });
  if (positionals.length > 1) throw new Error(`Expected one notebook, got ${positionals.join(', ')}`);
  // npm runs scripts in the project's folder, and says in which one the user is.
  const here = process.env.INIT_CWD ?? process.cwd();
  const notebook = path.resolve(here, positionals[0] ?? defaultNotebook);
  if (!existsSync(notebook)) throw new Error(`Expected a notebook, got ${notebook}, which doesn't exist`);

  const python = await setup();
  const { report, executed } = runNotebook(python, {
    notebook,
    parameters: values.parameter,
    folder: path.resolve(here, values.output),
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nreport      ${report}\nnotebook    ${executed}\ntook        ${seconds} s`);
});
