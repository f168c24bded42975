// @ts-check
// npm run check: the types of everything: TypeScript, and by JSDoc what runs in Node, the kernel included,
// and in browsers.
import { main, runTool } from './run.mjs';

const PROJECTS = ['tsconfig.json', 'tsconfig.scripts.json', 'tsconfig.browser.json'];

await main(async () => {
  for (const project of PROJECTS) {
    const status = await runTool('typescript/bin/tsc', ['--noEmit', '--project', project]);
    if (status !== 0) process.exitCode = 1;
  }
});
