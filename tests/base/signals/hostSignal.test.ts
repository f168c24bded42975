import { afterEach, describe, expect, it } from 'vitest';
import { trainAls } from '../../../lib/als/trainAls.js';
import { hostSignal } from '../../../lib/base/signals/hostSignal.js';

const host = globalThis as { [key: symbol]: AbortSignal | undefined };
const key = Symbol.for('access-anomaly.interrupt');
const reason = new Error('interrupted');
const ratings = { users: Int32Array.of(0), items: Int32Array.of(0), ratings: Float32Array.of(1) };

afterEach(() => {
  delete host[key];
});

describe('hostSignal', () => {
  it('is what the host offers, if anything', () => {
    expect(hostSignal()).toBeUndefined();
    const { signal } = new AbortController();
    host[key] = signal;
    expect(hostSignal()).toBe(signal);
  });

  it('stops a training that was given no signal', async () => {
    host[key] = AbortSignal.abort(reason);
    await expect(trainAls(ratings)).rejects.toBe(reason);
  });

  it('gives way to a signal that was given', async () => {
    host[key] = AbortSignal.abort(reason);
    await expect(trainAls(ratings, { signal: new AbortController().signal })).resolves.toMatchObject({
      numUsers: 1,
    });
  });
});
