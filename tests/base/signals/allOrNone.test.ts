import { describe, expect, it } from 'vitest';
import { allOrNone } from '../../../lib/base/signals/allOrNone.js';

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('allOrNone', () => {
  it('gives all results, in order', async () => {
    expect(await allOrNone([async () => 1, async () => 'b'])).toEqual([1, 'b']);
  });

  it('ends the others where one fails, waits for them, and fails as it did', async () => {
    const error = new Error('one');
    let isOver = false;
    const other = async (signal: AbortSignal) => {
      await untilAborted(signal).catch(() => {});
      await null;
      isOver = true;
    };
    await expect(allOrNone([other, () => Promise.reject(error)])).rejects.toBe(error);
    expect(isOver).toBe(true);
  });

  it('ends all by the signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const going = allOrNone([untilAborted, untilAborted], controller.signal);
    controller.abort(reason);
    await expect(going).rejects.toBe(reason);
  });
});
