// @ts-check
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { toPythonJson } from './notebookParameters.mjs';
import { build, root } from './paths.mjs';
import { mustRun, run } from './run.mjs';

/**
 * Executes a notebook and exports its report. Both files appear in the folder only when both are complete.
 * @param {import('./setup/preparePython.mjs').Python} python
 * @param {{ notebook: string, parameters: Record<string, import('./notebookParameters.mjs').Value>, folder: string }} options
 * @returns {{ report: string, executed: string }} paths of the HTML file and of the notebook with its outputs
 */
export function runNotebook({ executable, env }, { notebook, parameters, folder }) {
  // 01-anomalous-access-detection.ipynb -> anomalous-access-detection
  const name = path.basename(notebook, '.ipynb').replace(/^\d+-/, '');
  mkdirSync(folder, { recursive: true });
  // Beside the goal, so that moving there is a rename.
  const workshop = mkdtempSync(path.join(folder, '.run-'));
  try {
    const draft = path.join(workshop, `${name}.ipynb`);
    console.log(`notebook    executing ${path.basename(notebook)}`);
    const runner = [path.join(root, 'jupyter', 'run_notebook.py'), notebook, draft];
    const status = run(executable, [...runner, '--parameters', toPythonJson(parameters)], { env });
    if (status !== 0) throw new Error(`No report was written. Reports from earlier runs are unchanged.`);
    console.log('report      exporting');
    exportReport(executable, draft, env);

    const [report, executed] = ['html', 'ipynb'].map((extension) => {
      const file = path.join(folder, `${name}.${extension}`);
      renameSync(path.join(workshop, `${name}.${extension}`), file);
      return file;
    });
    return { report, executed };
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/**
 * @param {string} python
 * @param {string} executed
 * @param {NodeJS.ProcessEnv} env
 */
function exportReport(python, executed, env) {
  mustRun(
    python,
    [
      '-m',
      'nbconvert',
      '--to=html',
      '--template=report',
      `--TemplateExporter.extra_template_basedirs=${path.join(root, 'jupyter')}`,
      // where the template finds plotly.min.js and live.js
      `--TemplateExporter.extra_template_paths=${build}`,
      `--TemplateExporter.extra_template_paths=${path.join(root, 'lib', 'dist', 'notebook')}`,
      '--log-level=ERROR',
      executed,
    ],
    { env },
  );
}
