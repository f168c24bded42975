// @ts-check
// npm start [-- notebook.ipynb] [-p name=value ...] [--output folder] [--scheduled] [--alert-level level]
//           [--verdicts file]
// What is wrong with the command is said before anything is installed.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { leastSeverity, readAlertLevel } from './alertLevel.mjs';
import { endOnSignals } from './ending.mjs';
import { readParameters } from './notebookParameters.mjs';
import { makeOutputFolder } from './outputFolder.mjs';
import { outputsIn } from './outputsIn.mjs';
import { build, defaultNotebook, root } from './paths.mjs';
import { main } from './run.mjs';
import { runNotebook } from './runNotebook.mjs';
import { setup } from './setup/setup.mjs';
import { takeVerdicts, takeVerdictsAlone, verdictsOf } from './takeVerdicts.mjs';
import { withLock } from './withLock.mjs';

const USAGE = `npm start [-- notebook.ipynb] [-p name=value ...] [--output folder] [--scheduled] [--alert-level level] [--verdicts file]

Sets up everything, executes a notebook, and writes its report.

  notebook.ipynb    ${path.relative(root, defaultNotebook)} if there is none
  -p name=value     a parameter of the notebook's first cell, of the type of its default; may be repeated
  --output folder   for the report and the executed notebook; default: ${path.relative(root, build)}
  --scheduled       as cron runs it: the report's name has the date and time, and a run that finds another one on the same
                    folder fails at once, where it else waits
  --alert-level l   exit code 2 where an alert is of that level or above: Low, Medium, High, or a severity of 1 to 100;
                    an unjudged account that goes on counts by its risk
  --verdicts file   first takes the verdicts of this file, such as a report saves, into the one that -p verdicts=... names;
                    without a notebook that is all, and the file is verdicts.csv in this folder if -p names none
  --help            this text

Exit code 0: a report was written; 1: something failed, and what is said; 2: see --alert-level.`;

endOnSignals();
await main(async () => {
  const started = performance.now();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      parameter: { type: 'string', short: 'p', multiple: true, default: [] },
      output: { type: 'string', default: build },
      scheduled: { type: 'boolean', default: false },
      'alert-level': { type: 'string' },
      verdicts: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (positionals.length > 1) throw new Error(`Expected one notebook, got ${positionals.join(', ')}`);
  // npm runs scripts in the project's folder, and says in which one the user is.
  const here = process.env.INIT_CWD ?? process.cwd();
  if (values.verdicts !== undefined && positionals.length === 0) {
    return takeVerdictsAlone(path.resolve(here, values.verdicts), values.parameter, here);
  }
  const notebook = path.resolve(here, positionals[0] ?? defaultNotebook);
  if (!existsSync(notebook)) throw new Error(`Expected a notebook, got ${notebook}, which doesn't exist`);
  const parameters = readParameters(notebook, values.parameter);
  const asked = values['alert-level'];
  const level = asked === undefined ? undefined : readAlertLevel(asked);
  const folder = path.resolve(here, values.output);
  makeOutputFolder(folder);
  // The notebook's own paths begin in its folder.
  const judged = values.verdicts === undefined ? null : verdictsOf(parameters, path.dirname(notebook));

  const python = await setup();
  if (judged !== null && values.verdicts !== undefined) {
    await takeVerdicts(path.resolve(here, values.verdicts), judged);
  }
  const { report, executed, outcome, log } = await withLock(
    {
      python: python.executable,
      // The same file whichever way the folder is named.
      file: path.join(folder, '.lock'),
      busy: `Expected no other run that writes to ${folder}, got one that has not ended`,
      wait: !values.scheduled,
      onWait: () => console.log(`waiting     for another run on ${folder}`),
    },
    async () => {
      const files = await runNotebook(python, { notebook, parameters, folder, isDated: values.scheduled });
      return { ...files, ...(await outputsIn(files.executed)) };
    },
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const sentence of log) console.log(`log         ${sentence}`);
  console.log(`\nreport      ${report}\nnotebook    ${executed}\ntook        ${seconds} s`);
  if (outcome) {
    const highest = outcome.highest === null ? '' : `, severity up to ${outcome.highest}`;
    const risk = outcome.risk === null ? '' : `, what goes on has a risk up to ${outcome.risk}`;
    console.log(`alerts      ${outcome.alerts}${highest}${risk}`);
  }
  if (outcome?.undelivered) throw new Error(outcome.undelivered);
  if (level === undefined) return;
  if (!outcome) {
    throw new Error(
      `Expected a notebook that says its alerts (by alertsBox) for --alert-level, got ${executed}`,
    );
  }
  const reached = Math.max(outcome.highest ?? 0, outcome.risk ?? 0);
  if (outcome.alerts > 0 && reached >= (await leastSeverity(level))) process.exitCode = 2;
});
