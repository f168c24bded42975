/**
 * How long the tests wait for what has to come: an answer, a page, the end of a process. This limit ends what
 * hangs, and is so long that no test fails because the machine is busy.
 */
export const PATIENCE_MS = 300_000;

/** How long a whole test or hook may take: it may wait several times. */
const TEST_PATIENCE_MS = 6 * PATIENCE_MS;

/** The settings of vitest that use it. */
export const patience = {
  testTimeout: TEST_PATIENCE_MS,
  hookTimeout: TEST_PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
};
