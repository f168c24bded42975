import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkRows } from '../../../lib/als/engine/chunkRows.js';

/** Where the interactions of rows start, from how many each has. */
function startsOf(counts: number[]): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (const [row, count] of counts.entries()) starts[row + 1] = starts[row] + count;
  return starts;
}

function chunksOf(counts: number[]): [first: number, end: number][] {
  const chunks = chunkRows(startsOf(counts));
  return Array.from({ length: chunks.length / 2 }, (_, n) => [chunks[2 * n], chunks[2 * n + 1]]);
}

describe('chunkRows', () => {
  it('closes a chunk once its rows are worth 8192 interactions, a row counting 32 more than it has', () => {
    expect(chunksOf([4064, 4064, 4064, 4063, 1])).toEqual([
      [2, 5],
      [0, 2],
    ]);
    // 32 x 256 = 8192: rows without an interaction are work too.
    expect(chunksOf(new Array(600).fill(0))).toEqual([
      [0, 256],
      [256, 512],
      [512, 600],
    ]);
  });

  it('never splits a row, and puts the most work first', () => {
    expect(chunksOf([10_000, 5, 1_000_000, 9_000])).toEqual([
      [1, 3],
      [0, 1],
      [3, 4],
    ]);
  });

  it('makes one chunk of little, none of nothing', () => {
    expect(chunksOf([1, 2, 3])).toEqual([[0, 3]]);
    expect(chunksOf([])).toEqual([]);
  });

  it('covers every row once, in chunks of at most 8192 and a row', () => {
    const counts = fc.array(fc.oneof(fc.nat(50), fc.nat(3000), fc.constant(100_000)), { maxLength: 400 });
    fc.assert(
      fc.property(counts, (counts) => {
        const chunks = chunksOf(counts);
        const work = chunks.map(([first, end]) =>
          counts.slice(first, end).reduce((sum, count) => sum + count + 32, 0),
        );
        expect(work).toEqual([...work].sort((a, b) => b - a));
        for (const [n, [first, end]] of chunks.entries()) {
          expect(end).toBeGreaterThan(first);
          expect(work[n] - (counts[end - 1] + 32)).toBeLessThan(8192);
        }
        // Only the last rows may be less than a chunk.
        for (const [n, [, end]] of chunks.entries()) {
          if (end < counts.length) expect(work[n]).toBeGreaterThanOrEqual(8192);
        }
        const inOrder = [...chunks].sort(([a], [b]) => a - b);
        expect(inOrder.map(([first]) => first)).toEqual([0, ...inOrder.map(([, end]) => end)].slice(0, -1));
        expect(inOrder.at(-1)?.[1] ?? 0).toBe(counts.length);
      }),
    );
  });
});
