// @ts-check
// npm start [-- notebook.ipynb] [-p name=value ...] [--output folder]
// What is wrong with the command is said before anything is installed.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readParameters } from './notebookParameters.mjs';
import { build, defaultNotebook, root } from './paths.mjs';
import { main } from './run.mjs';
import { runNotebook } from './runNotebook.mjs';
import { setup } from './setup/setup.mjs';

const USAGE = `npm start [-- notebook.ipynb] [-p name=value ...] [--output folder]

Sets up everything, executes a notebook, and writes its report.

  notebook.ipynb    ${path.relative(root, defaultNotebook)} if there is none
  -p name=value     a parameter of the notebook's first cell, of the type of its default; may be repeated
  --output folder   for the report and the executed notebook; default: ${path.relative(root, build)}
  --help            this text`;

await main(async () => {
  const started = performance.now();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      parameter: { type: 'string', short: 'p', multiple: true, default: [] },
      output: { type: 'string', default: build },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (positionals.length > 1) throw new Error(`Expected one notebook, got ${positionals.join(', ')}`);
  // npm runs scripts in the project's folder, and says in which one the user is.
  const here = process.env.INIT_CWD ?? process.cwd();
  const notebook = path.resolve(here, positionals[0] ?? defaultNotebook);
  if (!existsSync(notebook)) throw new Error(`Expected a notebook, got ${notebook}, which doesn't exist`);
  const parameters = readParameters(notebook, values.parameter);

  const python = await setup();
  const { report, executed } = runNotebook(python, {
    notebook,
    parameters,
    folder: path.resolve(here, values.output),
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\nreport      ${report}\nnotebook    ${executed}\ntook        ${seconds} s`);
});
