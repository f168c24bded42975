/** V8's sets and maps hold 2 ** 24 entries. */
const MOST_NAMES = 16_000_000;

/** @throws RangeError if there are more distinct names than this process can hold */
export function checkNameCount(where: string, count: number): void {
  if (count <= MOST_NAMES) return;
  throw new RangeError(
    `Expected at most ${MOST_NAMES.toLocaleString('en-US')} distinct names in ${where}, which is what one machine tells apart, ` +
      `got ${count.toLocaleString('en-US')}: read and fit them on Spark (connectSpark, docs/scale.md)`,
  );
}
