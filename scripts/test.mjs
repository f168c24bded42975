// @ts-check
// npm test: the type check, lint and format, and all tests. Ends with one line: `N passed, N failed`.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endOnSignals } from './ending.mjs';
import { findChromium } from './findChromium.mjs';
import { build } from './paths.mjs';
import { main, run, runTool } from './run.mjs';
import { setup } from './setup/setup.mjs';

/** What vitest is to run, and where it writes what came of it. */
const passes = [
  { config: 'vitest.config.ts', results: path.join(build, 'test-results.json') },
  { config: 'vitest.spark.config.ts', results: path.join(build, 'spark-test-results.json') },
];

endOnSignals();
await main(async () => {
  await setup();
  if (process.env.CI && !findChromium())
    throw new Error('Expected a Chromium for the browser tests, got none');

  console.log('\ntype check');
  const typed = (await run(process.execPath, ['scripts/check.mjs'])) === 0;
  console.log('\nlint and format');
  const linted = (await runTool('@biomejs/biome/bin/biome', ['check', '.'])) === 0;
  // Not for users to wait for a Java that they may never need: CI has one installed.
  const { installedJava } = await import('../lib/dist/spark/local/findJava.js');
  const hasJava = installedJava() !== undefined;
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { config, results } of hasJava || process.env.CI ? passes : passes.slice(0, 1)) {
    console.log(`\ntests (${config})`);
    const counts = await runTests(config, results);
    if (counts.passed === 0) console.error(`\nNo test of ${config} ran.`);
    total.passed += counts.passed;
    total.failed += counts.failed + (counts.passed === 0 ? 1 : 0);
    total.skipped += counts.skipped;
  }

  const checks = [typed, linted];
  const passed = total.passed + checks.filter(Boolean).length;
  const failed = total.failed + checks.filter((ok) => !ok).length;
  if (!hasJava && !process.env.CI) {
    console.warn(
      '\n!!! SKIPPED: everything that needs Spark. Install Java 17 or later, or set JAVA_HOME. !!!',
    );
  }
  if (!findChromium()) {
    console.warn(
      '\n!!! SKIPPED: everything that needs a browser. Install Chromium, or set CHROMIUM_PATH. !!!',
    );
  }
  console.log(`\n${passed} passed, ${failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  if (failed > 0) process.exitCode = 1;
});

/**
 * @param {string} config
 * @param {string} results
 */
async function runTests(config, results) {
  rmSync(results, { force: true });
  const code = await runTool('vitest/vitest.mjs', [
    'run',
    '--config',
    config,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
  ]);
  const counts = countTests(results);
  // A run that breaks outside of its tests fails too.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

/**
 * The counts of vitest's own report; nothing ran if there is none. A file that can't be loaded counts as a failure.
 * @param {string} results
 */
function countTests(results) {
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
