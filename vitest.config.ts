import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longestFirst.js';
import { patience } from './tests/patience.js';

/** What starts kernels, JupyterLab, a browser or npm: after everything else. */
const jupyter = ['tests/jupyter/**/*.test.ts', 'tests/report/**/*.test.ts', 'tests/package/**/*.test.ts'];

const replacesModules = (file: string) =>
  file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes('\nvi.mock(');
/**
 * What needs a process of its own: it replaces modules, or looks at workers and memories that wait in one.
 */
const apart = [
  'tests/als/engine/memories.test.ts',
  'tests/base/threads/pool.test.ts',
  ...readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .map((file) => `tests/${file.replaceAll('\\', '/')}`)
    .filter(replacesModules),
];

const unit = {
  ...patience,
  globalSetup: 'tests/globalSetup.mjs',
  setupFiles: ['tests/fixSeed.ts'],
  // Vitest would leave a core free.
  maxWorkers: availableParallelism(),
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          // Spark needs a server: npm run test:spark.
          exclude: [...jupyter, ...apart, 'tests/spark/server/**'],
          // Files share a process, which then loads the library once.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...unit, name: 'unit-apart', include: apart, sequence: { groupOrder: 1 } } },
      {
        test: {
          ...patience,
          name: 'jupyter',
          include: jupyter,
          globalSetup: 'tests/jupyter/globalSetup.mjs',
          isolate: false,
          maxWorkers: 2,
          maxConcurrency: 3,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
