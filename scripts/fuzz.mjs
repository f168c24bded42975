// @ts-check
// npm run fuzz [-- runs]: tries many more of the tests' hostile inputs, damaged models and false answers.
// Default: 20,000 of each.
import { readdirSync, readFileSync } from 'node:fs';
import { main, runTool } from './run.mjs';
import { setup } from './setup/setup.mjs';

const [runs = '20000'] = process.argv.slice(2);

await main(async () => {
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`Expected a number of runs, got ${runs}`);
  await setup();
  // Every test file that reads how often to try.
  const files = readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `tests/${file.replaceAll('\\', '/')}`)
    .filter((file) => readFileSync(file, 'utf8').includes('fuzzRuns('));
  const options = ['run', '--testTimeout=0', ...files];
  process.exitCode = await runTool('vitest/vitest.mjs', options, {
    env: { ...process.env, FUZZ_RUNS: runs },
  });
});
