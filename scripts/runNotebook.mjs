// @ts-check
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { toPythonJson } from './notebookParameters.mjs';
import { makeOutputFolder, systemWords } from './outputFolder.mjs';
import { build, root, underParent } from './paths.mjs';
import { mustRun, run } from './run.mjs';

/**
 * Executes a notebook and exports its report. Both files appear in the folder only when both are complete.
 * @param {import('./setup/preparePython.mjs').Python} python
 * @param {{ notebook: string, parameters: Record<string, import('./notebookParameters.mjs').Value>,
 *   folder: string, isDated: boolean }} options
 * @returns {Promise<{ report: string, executed: string }>} paths of the HTML file and of the notebook with
 *   its outputs
 */
export async function runNotebook({ executable, env }, { notebook, parameters, folder, isDated }) {
  // 01-anomalous-access-detection.ipynb -> anomalous-access-detection
  const plain = path.basename(notebook, '.ipynb').replace(/^\d+-/, '');
  // As 2026-02-01T060007Z, which sorts by time, and can be in a file's name everywhere.
  const moment = `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z`;
  const name = isDated ? `${plain}-${moment}` : plain;
  makeOutputFolder(folder);
  // We have the folder's lock, so these are of runs that were killed.
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.run-')) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  // Beside the goal, so that moving there is a rename.
  const workshop = mkdtempSync(path.join(folder, '.run-'));
  try {
    const draft = path.join(workshop, `${name}.ipynb`);
    console.log(`notebook    executing ${path.basename(notebook)}`);
    const runner = [underParent, path.join(root, 'jupyter', 'run_notebook.py'), notebook, draft];
    const status = await run(executable, [...runner, '--parameters', toPythonJson(parameters)], { env });
    if (status !== 0) throw new Error(`No report was written. Reports from earlier runs are unchanged.`);
    console.log('report      exporting');
    await exportReport(executable, draft, env);

    const [report, executed] = ['html', 'ipynb'].map((extension) => {
      const file = path.join(folder, `${name}.${extension}`);
      putAt(path.join(workshop, `${name}.${extension}`), file);
      return file;
    });
    return { report, executed };
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/**
 * @param {string} draft
 * @param {string} file
 */
function putAt(draft, file) {
  try {
    renameSync(draft, file);
  } catch (error) {
    throw new Error(
      `Expected to put the report at ${file}, got ${systemWords(error)}: move away what is there, or choose another folder by --output`,
    );
  }
}

/** What the report shows of an output, the first that there is; Plotly's figures are the template's. */
const SHOWN = [
  'application/javascript',
  'text/html',
  'text/markdown',
  'image/svg+xml',
  'text/latex',
  'image/png',
  'image/jpeg',
  'text/plain',
];

/**
 * @param {string} python
 * @param {string} executed
 * @param {NodeJS.ProcessEnv} env
 */
async function exportReport(python, executed, env) {
  const options = [
    '--to=html',
    '--template=report',
    `--TemplateExporter.extra_template_basedirs=${path.join(root, 'jupyter')}`,
    // where the template finds plotly.min.js and live.js
    `--TemplateExporter.extra_template_paths=${build}`,
    `--TemplateExporter.extra_template_paths=${path.join(root, 'lib', 'dist', 'notebook', 'page')}`,
    '--log-level=ERROR',
    // Widgets stand there as their static HTML: nbconvert would leave a place for one that no kernel fills.
    ...SHOWN.map((type) => `--NbConvertBase.display_data_priority=${type}`),
  ];
  // nbconvert takes names for patterns, as Python's glob has them.
  const literal = executed.replace(/[[*?]/g, '[$&]');
  await mustRun(python, [underParent, '-m', 'nbconvert', ...options, literal], { env });
}
