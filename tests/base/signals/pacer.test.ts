import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer } from '../../../lib/base/signals/pacer.js';

// Only the clock that pacers read stands still; the event loop is the real one.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

describe('createPacer', () => {
  it('is due after more than 15 ms of work, and not again right after a pause', async () => {
    const pacer = createPacer();
    expect(pacer.due()).toBe(false);
    vi.advanceTimersByTime(15);
    expect(pacer.due()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(pacer.due()).toBe(true);
    await pacer.pause();
    expect(pacer.due()).toBe(false);
  });

  it('lets what is waiting in the event loop run during a pause', async () => {
    let ran = false;
    setImmediate(() => {
      ran = true;
    });
    await createPacer().pause();
    expect(ran).toBe(true);
  });

  it("rejects a pause with the signal's reason, also where it is aborted during the pause", async () => {
    const controller = new AbortController();
    const pacer = createPacer(controller.signal);
    await pacer.pause();
    const reason = new Error('enough');
    setImmediate(() => controller.abort(reason));
    await expect(pacer.pause()).rejects.toBe(reason);
    await expect(pacer.pause()).rejects.toBe(reason);
  });
});
