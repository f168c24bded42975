// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, plotlyFile, root } from '../paths.mjs';
import { report } from './report.mjs';
import { stamp } from './stamp.mjs';

/** plotly.js for the report, which carries it inline: half of its 10 MB. */
export async function minifyPlotly() {
  const source = path.join(root, 'node_modules', 'plotly.js-dist', 'plotly.js');
  const state = stamp('plotly', { inputs: [source], output: plotlyFile });
  if (state.upToDate) return report('plotly.js', 'up to date');
  report('plotly.js', 'minifying for the report');
  // Loaded here: this module is read before the packages are installed.
  const { transform } = await import('esbuild');
  const { code } = await transform(readFileSync(source, 'utf8'), { minify: true, legalComments: 'inline' });
  mkdirSync(build, { recursive: true });
  writeFileSync(plotlyFile, code);
  state.done();
}
