/**
 * How long the tests wait for something that has to come: an answer, a page, the end of a process. This limit
 * ends tests that hang, and is so long that none fails because the machine is busy. While you work on a test,
 * set less: `PATIENCE_MS=9000`.
 */
export const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 300_000);

/** How long a whole test or hook may take: it may wait several times. */
const TEST_PATIENCE_MS = 6 * PATIENCE_MS;

/** The settings of vitest that use it. */
export const patience = {
  testTimeout: TEST_PATIENCE_MS,
  hookTimeout: TEST_PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
};
