// @ts-check
// npm test: the type check, lint and format, and all tests. Ends with one line: `N passed, N failed`.
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endOnSignals } from './ending.mjs';
import { findChromium } from './findChromium.mjs';
import { build, root } from './paths.mjs';
import { main, run, runTool } from './run.mjs';
import { setup } from './setup/setup.mjs';

/** @typedef {{ name: string, args: string[] }} Pass what vitest is to run */
/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion of vitest's report */
/** @type {Pass} */
const unit = { name: 'unit', args: ['--project=unit*'] };
/** @type {Pass} */
const jupyter = { name: 'jupyter', args: ['--project=jupyter'] };
/** @type {Pass} */
const spark = { name: 'spark', args: ['--config=vitest.spark.config.ts'] };

endOnSignals();
await main(async () => {
  await setup();
  if (process.env.CI && !findChromium())
    throw new Error('Expected a Chromium for the browser tests, got none');

  // Not for users to wait for a Java that they may never need: CI has one installed.
  const { installedJava } = await import('../lib/dist/spark/local/findJava.js');
  const hasJava = installedJava() !== undefined;
  // Two at a time. Spark's tests wait for other processes much of the time, and so do those of the kernel.
  const [typed, linted, inTurn, ...aside] = await Promise.all([
    passes('type check', run(process.execPath, ['scripts/check.mjs'])),
    passes('lint and format', runTool('@biomejs/biome/bin/biome', ['check', '.'])),
    runInTurn(unit, jupyter),
    ...(hasJava || process.env.CI ? [runAside(spark)] : []),
  ]);
  const counts = [...inTurn, ...aside];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  // What failed stands far above: who reads the end of a log finds it here.
  for (const failure of counts.flatMap(({ failures }) => failures)) console.log(`\nfailed: ${failure}`);

  const checks = [typed, linted];
  const passed = total.passed + checks.filter(Boolean).length;
  const failed = total.failed + checks.filter((ok) => !ok).length;
  if (!typed) console.log('\nfailed: type check');
  if (!linted) console.log('\nfailed: lint and format');
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
 * @param {string} name what is checked
 * @param {Promise<number>} ended its exit code
 */
async function passes(name, ended) {
  const ok = (await ended) === 0;
  console.log(`${name}: ${ok ? 'passed' : 'failed'}`);
  return ok;
}

/** @param {Pass[]} passes */
async function runInTurn(...passes) {
  const counts = [];
  for (const pass of passes) counts.push(await runTests(pass));
  return counts;
}

/**
 * Runs tests beside others, and prints what they say once they are over.
 * @param {Pass} pass
 */
async function runAside(pass) {
  const file = path.join(build, `test-${pass.name}.log`);
  const output = openSync(file, 'w');
  try {
    return await runTests(pass, output);
  } finally {
    closeSync(output);
    process.stdout.write(readFileSync(file));
  }
}

/**
 * @param {Pass} pass
 * @param {'inherit' | number} [output]
 */
async function runTests({ name, args }, output = 'inherit') {
  console.log(`\ntests (${name})`);
  const results = path.join(build, `test-results-${name}.json`);
  rmSync(results, { force: true });
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = await runTool('vitest/vitest.mjs', ['run', ...args, ...reports], { output });
  const counts = countTests(results);
  if (counts.passed === 0) console.error(`\nNo test (${name}) ran.`);
  // A run that breaks outside of its tests fails too.
  if ((code !== 0 || counts.passed === 0) && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push(`the run of the tests (${name}), outside of them`);
  }
  return counts;
}

/**
 * The counts of vitest's own report; nothing ran if there is none. A file that can't be loaded counts as a
 * failure.
 * @param {string} results
 */
function countTests(results) {
  /** @type {string[]} */
  const failures = [];
  if (!existsSync(results)) return { passed: 0, failed: 0, skipped: 0, failures };
  const report = JSON.parse(readFileSync(results, 'utf8'));
  /** @type {{ name: string, status: string, message: string, assertionResults: Assertion[] }[]} */
  const files = report.testResults;
  for (const { name, assertionResults } of files) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status !== 'failed') continue;
      failures.push(
        `${path.relative(root, name)}, ${fullName}\n${(failureMessages[0] ?? '').slice(0, 1000)}`,
      );
    }
  }
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  failures.push(
    ...unloaded.map(({ name, message }) => `${path.relative(root, name)}\n${message.slice(0, 1000)}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}
