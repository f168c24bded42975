// @ts-check
// npm run fuzz [-- runs]: the hostile inputs and damaged models of the tests, many more of them. Default:
// 20,000 of each.
import { main, runTool } from './run.mjs';
import { setup } from './setup/setup.mjs';

const [runs = '20000'] = process.argv.slice(2);

await main(async () => {
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`Expected a number of runs, got ${runs}`);
  await setup();
  const options = ['run', '--testTimeout=0', 'tests/hostile', 'tests/saving'];
  process.exitCode = await runTool('vitest/vitest.mjs', options, {
    env: { ...process.env, FUZZ_RUNS: runs },
  });
});
