// @ts-check
// npm run test:spark: a master, two workers and Spark Connect on the loopback, the tests that need them, and
// down again. Spark (456 MB) and, where there is none, Java are downloaded once, to the cache of the user.
import { endOnSignals } from './ending.mjs';
import { main, runTool } from './run.mjs';
import { setup } from './setup/setup.mjs';

endOnSignals();
await main(async () => {
  await setup();
  process.exitCode = await runTool('vitest/vitest.mjs', ['run', '--config', 'vitest.spark.config.ts']);
});
