/** CPU time of one look at the load, in milliseconds. */
const WORK_MS = 100;

/**
 * The seconds since a moment, as they would be on a quiet machine. A limit that is a promise, such as "within
 * 10 s", is a limit of these, so that no test fails because the machine is busy.
 *
 * @param start a moment of `performance.now()`
 */
export function quietSecondsSince(start: number): number {
  return (performance.now() - start) / 1000 / loadFactor();
}

/** How many times longer than alone a thread takes now, since others use its core: 1 on a quiet machine. */
function loadFactor(): number {
  const start = performance.now();
  const before = process.cpuUsage();
  const worked = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  while (worked() < WORK_MS);
  return Math.max(1, (performance.now() - start) / worked());
}
