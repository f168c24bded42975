// @ts-check

/**
 * One line for one step of the setup.
 * @param {string} step
 * @param {string} what
 */
export function report(step, what) {
  console.log(`${step.padEnd(12)}${what}`);
}
