import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { giveBackMemory, takeMemory } from '../../../lib/als/engine/memories.js';

const bytesOf = (memory: ReturnType<typeof takeMemory>) => new Uint8Array(memory.buffer);

describe('takeMemory', () => {
  it('gives a memory again that was given back, all zeros', () => {
    const first = takeMemory(300_000);
    expect(first.buffer.byteLength).toBeGreaterThanOrEqual(300_000);
    bytesOf(first).fill(7);
    giveBackMemory(first);
    const again = takeMemory(200_000);
    expect(again).toBe(first);
    expect(
      bytesOf(again)
        .subarray(0, 200_000)
        .every((byte) => byte === 0),
    ).toBe(true);
    giveBackMemory(again);
  });

  it('grows it where it is too small, and takes the smallest that suffices', () => {
    const [small, large] = [takeMemory(500_000), takeMemory(2_000_000)];
    bytesOf(small).fill(7);
    for (const memory of [large, small]) giveBackMemory(memory);
    expect(takeMemory(400_000)).toBe(small);
    giveBackMemory(small);
    const grown = takeMemory(3_000_000);
    expect(grown).toBe(large);
    expect(grown.buffer.byteLength).toBeGreaterThanOrEqual(3_000_000);
    expect(bytesOf(grown).every((byte) => byte === 0)).toBe(true);
  });

  it('never gives one memory to two', () => {
    const taken = [100_000, 200_000, 300_000].map(takeMemory);
    expect(new Set(taken).size).toBe(3);
    for (const memory of taken) giveBackMemory(memory);
  });
});

describe('memory of training', () => {
  const script = `
    import { trainAls } from 'access-anomaly/als';
    const n = 2e6;
    const users = Int32Array.from({ length: n }, (_, k) => (k * 7919) % 100000);
    const items = Int32Array.from({ length: n }, (_, k) => (k * 104729) % 50000);
    const ratings = new Float32Array(n).fill(1);
    const peaks = [];
    for (let fit = 0; fit < 8; fit++) {
      const stop = new AbortController();
      const onIteration = fit % 3 === 2 ? () => stop.abort(new Error('enough')) : undefined;
      const options = { rank: 10, maxIter: 2, implicitPrefs: true, threads: Number(process.argv[1]), onIteration, signal: stop.signal };
      await trainAls({ users, items, ratings }, options).catch(() => {});
      peaks.push(process.memoryUsage().rss);
    }
    console.log(JSON.stringify(peaks));`;

  it.each([1, 2])('is used again by the next fit, on %i threads, aborted ones included', (threads) => {
    const args = ['--input-type=module', '-e', script, String(threads)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    const peaks: number[] = JSON.parse(stdout);
    expect(Math.max(...peaks)).toBeLessThan(1.3 * peaks[0]);
  });
});
