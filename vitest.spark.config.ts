import { defineConfig } from 'vitest/config';

// npm run test:spark: against a cluster of its own, one file at a time.
export default defineConfig({
  test: {
    include: ['tests/spark/server/**/*.test.ts'],
    globalSetup: 'tests/spark/server/globalSetup.mjs',
    testTimeout: 1_200_000,
    expect: { poll: { timeout: 300_000 } },
    hookTimeout: 1_800_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
