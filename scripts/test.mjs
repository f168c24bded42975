// @ts-check
// npm test: the type check, lint and format, and all tests. Ends with one line: `N passed, N failed`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endOnSignals } from './ending.mjs';
import { findChromium } from './findChromium.mjs';
import { build } from './paths.mjs';
import { main, run, runTool } from './run.mjs';
import { setup } from './setup/setup.mjs';

const results = path.join(build, 'test-results.json');

endOnSignals();
await main(async () => {
  await setup();
  if (process.env.CI && !findChromium())
    throw new Error('Expected a Chromium for the browser tests, got none');

  console.log('\ntype check');
  const typed = (await run(process.execPath, ['scripts/check.mjs'])) === 0;
  console.log('\nlint and format');
  const linted = (await runTool('@biomejs/biome/bin/biome', ['check', '.'])) === 0;
  console.log('\ntests');
  rmSync(results, { force: true });
  const tested = await runTool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
  ]);

  const tests = countTests();
  const checks = [typed, linted];
  const passed = tests.passed + checks.filter(Boolean).length;
  // A run that breaks outside of its tests fails too.
  const broken = tested !== 0 && tests.failed === 0 ? 1 : 0;
  const failed = tests.failed + broken + checks.filter((ok) => !ok).length;
  if (tests.passed === 0) console.error('\nNo test ran.');
  if (!findChromium()) {
    console.warn(
      '\n!!! SKIPPED: everything that needs a browser. Install Chromium, or set CHROMIUM_PATH. !!!',
    );
  }
  console.log(`\n${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
  if (failed > 0 || tests.passed === 0) process.exitCode = 1;
});

/** The counts of vitest's own report; nothing ran if there is none. A file that can't be loaded counts as a failure. */
function countTests() {
  if (!existsSync(results)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(results, 'utf8'));
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
