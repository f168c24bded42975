import { describe, expect, it } from 'vitest';
import { shareWork } from '../../../lib/base/signals/shareWork.js';

/** Work that ends when it is told to, and what happened to it. */
function someWork() {
  const runs: { signal: AbortSignal; tell: (told: number) => void; end: (result: string) => void }[] = [];
  const ask = shareWork(
    (signal, tell: (told: number) => void) =>
      new Promise<string>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        runs.push({ signal, tell, end: resolve });
      }),
  );
  return { runs, ask };
}

describe('shareWork', () => {
  it('does it once, whoever asks, and tells all who wait', async () => {
    const { runs, ask } = someWork();
    const told: string[] = [];
    const first = ask({ onProgress: (n) => told.push(`first ${n}`) });
    const second = ask({ onProgress: (n) => told.push(`second ${n}`) });
    runs[0].tell(1);
    runs[0].end('done');
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
    expect(await ask()).toBe('done');
    expect(runs).toHaveLength(1);
    expect(told).toEqual(['first 1', 'second 1']);
  });

  it('goes on for those who still wait, and ends with the last of them', async () => {
    const { runs, ask } = someWork();
    const controllers = [new AbortController(), new AbortController()];
    const reasons = [new Error('one'), new Error('two')];
    const asked = controllers.map(({ signal }) => ask({ signal }).catch((error: unknown) => error));
    controllers[0].abort(reasons[0]);
    expect(await asked[0]).toBe(reasons[0]);
    expect(runs[0].signal.aborted).toBe(false);
    controllers[1].abort(reasons[1]);
    expect(await asked[1]).toBe(reasons[1]);
    expect(runs[0].signal.reason).toBe(reasons[1]);
  });

  it('does again what was ended, or failed', async () => {
    const { runs, ask } = someWork();
    const controller = new AbortController();
    const ended = ask({ signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
    const again = ask();
    runs[1].end('second');
    expect(await again).toBe('second');
    let attempts = 0;
    const failing = shareWork(async () => {
      if (++attempts === 1) throw new RangeError('not now');
      return attempts;
    });
    await expect(failing()).rejects.toThrow('not now');
    expect(await failing()).toBe(2);
  });

  it('asks nothing for who has given up already', async () => {
    const { runs, ask } = someWork();
    await expect(ask({ signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    expect(runs).toHaveLength(0);
  });
});
