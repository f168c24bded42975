import { defineConfig } from 'vitest/config';

// What starts kernels, JupyterLab, a browser or npm: one file at a time, after everything else.
const jupyter = ['tests/jupyter/**/*.test.ts', 'tests/report/**/*.test.ts', 'tests/package/**/*.test.ts'];

// A limit ends what hangs. No test is to fail because the machine is busy.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['tests/fixSeed.ts'],
          include: ['tests/**/*.test.ts'],
          // Spark needs a server: npm run test:spark.
          exclude: [...jupyter, 'tests/spark/server/**'],
          testTimeout: 300_000,
          expect: { poll: { timeout: 120_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'jupyter',
          include: jupyter,
          globalSetup: 'tests/jupyter/globalSetup.mjs',
          testTimeout: 900_000,
          expect: { poll: { timeout: 300_000 } },
          hookTimeout: 1_800_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
