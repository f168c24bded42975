import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { builtFile } from '../../../lib/als/engine/loadKernel.js';
import { answerOf, giveBack, takeWorkers } from '../../../lib/base/threads/pool.js';
import { PATIENCE_MS } from '../../patience.js';
import { quietSecondsSince } from '../../quietSecondsSince.js';

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(Array.from(started, (worker) => worker.terminate()));
  started.clear();
});
const started = new Set<Worker>();

function take(count: number): Worker[] {
  const workers = takeWorkers(count, builtFile('engine/worker.js'));
  for (const worker of workers) started.add(worker);
  return workers;
}

function evaluate(code: string): Worker {
  const worker = new Worker(code, { eval: true });
  started.add(worker);
  return worker;
}

describe('takeWorkers', () => {
  it('returns those that were given back, before it starts new ones', () => {
    const [one, two] = take(2);
    expect(one).not.toBe(two);
    giveBack(two);
    giveBack(one);
    const three = take(3);
    expect(three.slice(0, 2)).toEqual([two, one]);
    expect([one, two]).not.toContain(three[2]);
  });

  it('gives a worker to one fit at a time', () => {
    const [worker] = take(1);
    giveBack(worker);
    expect(new Set(take(3)).size).toBe(3);
  });

  it('does not return a worker that ended while it waited', async () => {
    const [worker] = take(1);
    giveBack(worker);
    await worker.terminate();
    expect(take(1)[0]).not.toBe(worker);
  });
});

describe('giveBack', () => {
  it('ends a worker that nobody takes for ten seconds', async () => {
    const [worker] = take(1);
    await once(worker, 'online');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    giveBack(worker);
    const ended = once(worker, 'exit');
    vi.advanceTimersByTime(9_999);
    expect(take(1)).toEqual([worker]);
    giveBack(worker);
    vi.advanceTimersByTime(9_999);
    expect(worker.threadId).toBeGreaterThan(0);
    vi.advanceTimersByTime(1);
    await ended;
    expect(take(1)[0]).not.toBe(worker);
  });

  it('leaves no listener behind', () => {
    const [worker] = take(1);
    const count = () => worker.listenerCount('error') + worker.listenerCount('exit');
    const before = count();
    for (let n = 0; n < 20; n++) {
      giveBack(worker);
      expect(take(1)).toEqual([worker]);
    }
    expect(count()).toBe(before);
  });
});

describe('answerOf', () => {
  it('resolves with a message', async () => {
    const worker = evaluate("require('node:worker_threads').parentPort.postMessage('done')");
    await expect(answerOf(worker)).resolves.toBeUndefined();
    expect(worker.listenerCount('message')).toBe(0);
  });

  it('rejects with what the worker throws', async () => {
    await expect(answerOf(evaluate("throw new RangeError('no more memory')"))).rejects.toThrow(
      'no more memory',
    );
  });

  it('rejects where the worker ends', async () => {
    await expect(answerOf(evaluate('process.exit(3)'))).rejects.toThrow(
      'Expected an answer from a worker, got none: it ended with exit code 3',
    );
  });
});

describe('a process that has trained on several threads', () => {
  const run = promisify(execFile);
  const cwd = fileURLToPath(new URL('../../../', import.meta.url));
  const code = (onIteration: string) => `
    import('access-anomaly/als').then(async ({ trainAls }) => {
      const numRatings = 150000;
      const users = Int32Array.from({ length: numRatings }, (_, n) => n % 1009);
      const items = Int32Array.from({ length: numRatings }, (_, n) => (n * 31) % 503);
      const ratings = new Float32Array(numRatings).fill(1);
      const options = { implicitPrefs: true, maxIter: 40, threads: 2, onIteration: ${onIteration} };
      const fit = trainAls({ users, items, ratings }, options);
      const result = await fit.then(({ iterations }) => iterations, ({ message }) => message);
      console.log(result, Date.now());
    });`;

  it.each([
    ['undefined', [], '40'],
    ["() => { throw new Error('enough') }", [], 'enough'],
    // A flag that a worker would refuse.
    ['undefined', ['--input-type=module'], '40'],
  ])('ends by itself, at once: onIteration %s, flags %j', async (onIteration, flags, result) => {
    // Longer than this it would live on idle workers.
    const { stdout } = await run('node', [...flags, '-e', code(onIteration)], {
      cwd,
      timeout: PATIENCE_MS,
    });
    const [printed, finished] = stdout.trim().split(' ');
    expect(printed).toBe(result);
    expect(quietSecondsSince(Number(finished) - performance.timeOrigin)).toBeLessThan(2);
  });
});
