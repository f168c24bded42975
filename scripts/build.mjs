// @ts-check
// npm run build: the library, and the report's plotly.js.
import { main } from './run.mjs';
import { buildLibrary } from './setup/buildLibrary.mjs';
import { checkNode } from './setup/checkNode.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { minifyPlotly } from './setup/minifyPlotly.mjs';

await main(async () => {
  checkNode();
  await installPackages();
  await buildLibrary();
  await minifyPlotly();
});
