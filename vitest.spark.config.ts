import { defineConfig } from 'vitest/config';
import { PATIENCE_MS, TEST_PATIENCE_MS } from './tests/patience.js';

// npm run test:spark: against a cluster of its own, one file at a time.
export default defineConfig({
  test: {
    include: ['tests/spark/server/**/*.test.ts'],
    globalSetup: 'tests/spark/server/globalSetup.mjs',
    testTimeout: TEST_PATIENCE_MS,
    hookTimeout: TEST_PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS } },
    maxWorkers: 1,
  },
});
