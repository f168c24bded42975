import { defineConfig } from 'vitest/config';
import { patience } from './tests/patience.js';

// npm run test:spark: against a cluster of its own, one file at a time.
export default defineConfig({
  test: {
    include: ['tests/spark/server/**/*.test.ts'],
    globalSetup: 'tests/spark/server/globalSetup.mjs',
    ...patience,
    maxWorkers: 1,
  },
});
