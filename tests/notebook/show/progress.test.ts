import { afterEach, describe, expect, it, vi } from 'vitest';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { fitCurve } from '../../../lib/figures/fitCurve.js';
import { progress } from '../../../lib/notebook/show/progress.js';
import { progressHtml, progressText } from '../../../lib/notebook/show/progressHtml.js';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import { toTable } from '../../../lib/tables/toTable.js';

const accesses = toTable(
  Array.from({ length: 60 }, (_, n) => ({ tenant: 't', user: `u${n % 12}`, res: `r${(n * 7) % 9}` })),
);
const state = { iteration: 5, maxIter: 1000, change: 0.012345, loss: 120.5, done: false };

afterEach(() => vi.restoreAllMocks());

describe('progressText', () => {
  it('counts iterations and says when the factors stopped moving', () => {
    expect(progressText('Training', null, 0)).toBe('Training ...');
    expect(progressText('Training', state, 1.26)).toBe(
      'Training: iteration 5 of 1,000, factors moved by 0.012, 1.3 s',
    );
    expect(progressText('Training', { ...state, done: true }, 0)).toContain(
      '5 of 1,000 (the factors stopped moving)',
    );
    expect(progressHtml('<b>', state, 0)).toContain('&lt;b&gt;');
  });
});

describe('progress of evidence', () => {
  it('says the step and the share of the work', () => {
    const at = { step: 'similarities', fraction: 0.428, done: false } as const;
    expect(progressText('Learning', at, 2)).toBe('Learning: similarities, 42 % of the work, 2.0 s');
    expect(progressText('Learning', { ...at, fraction: 1, done: true }, 2)).toBe('Learning: done, 2.0 s');
    expect(progressHtml('Learning', at, 2)).toContain('width:42.8%');
  });
});

describe('progress of a fit on Spark', () => {
  it('says the step, how far it is, and that fewer work on it than before', () => {
    const at = {
      step: 'adding up accesses',
      stepsDone: 0,
      steps: 5,
      tasks: 1200,
      tasksDone: 300,
      done: false,
    };
    const both = { ...at, running: 2, mostRunning: 2 };
    expect(progressText('Training', both, 2)).toBe(
      'Training: adding up accesses (step 1 of 5): 300 of 1,200 tasks so far, 2 at once, 2.0 s',
    );
    expect(progressHtml('Training', both, 2)).toContain('width:5.0%');
    const iterations = { current: 7, maxIter: 25 };
    expect(progressText('Training', { ...both, running: 1, iterations }, 2)).toBe(
      'Training: adding up accesses (step 1 of 5): iteration 7 of 25, 1 at once, down from 2, 2.0 s',
    );
    expect(progressText('Training', { ...both, done: true }, 2)).toBe('Training: done, 2.0 s');
  });
});

describe('progress', () => {
  it('aborts on an interrupt, once', () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const before = process.listenerCount('SIGINT');
    const { signal } = progress('Training');
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    process.emit('SIGINT');
    expect(signal.aborted).toBe(true);
    expect(String(signal.reason)).toContain('Training was interrupted');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('stops listening when the fit is over, or the next one begins', () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const before = process.listenerCount('SIGINT');
    progress('failed');
    const { onIteration, signal } = progress('Training');
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    onIteration({ ...state, done: true });
    expect(process.listenerCount('SIGINT')).toBe(before);
    expect(signal.aborted).toBe(false);
  });

  it('keeps the points of the iterations, beside the options of a fit', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const training = progress('Training');
    await new AccessAnomaly({ maxIter: 3, likelihoodCol: null }).fit(accesses, training);
    expect(training.points.map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
    expect(fitCurve(training.points).data[0].x).toEqual([1, 2, 3]);
    expect(Object.keys({ ...training })).toEqual(['signal', 'onIteration']);
    await new AccessEvidence({ likelihoodCol: null }).fit(accesses, progress('Learning'));
  });

  it('prints its beginning and its end outside of a kernel, not every iteration', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const { onIteration } = progress('Training');
    onIteration(state);
    onIteration({ ...state, done: true });
    expect(log.mock.calls.map(([text]) => text.slice(0, 21))).toEqual([
      'Training ...',
      'Training: iteration 5',
    ]);
  });
});
