// @ts-check
// npm run fuzz [-- runs]: the hostile inputs and damaged models of the tests, many more of them. Default: 20,000 of each.
import path from 'node:path';
import { root } from './paths.mjs';
import { main, run } from './run.mjs';
import { setup } from './setup/setup.mjs';

const [runs = '20000'] = process.argv.slice(2);

await main(async () => {
  if (!/^[1-9]\d*$/.test(runs)) throw new Error(`Expected a number of runs, got ${runs}`);
  await setup();
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['run', '--testTimeout=0', 'tests/hostile', 'tests/saving'];
  process.exitCode = await run(process.execPath, [vitest, ...options], {
    env: { ...process.env, FUZZ_RUNS: runs },
  });
});
