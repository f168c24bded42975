import { describe, expect, it } from 'vitest';
import { historyFrom } from '../../../lib/original/model/history.js';
import { type Side, scorePairs } from '../../../lib/original/model/score.js';

/** Three ids of width 2; the last was only seen in the history, the middle one only in training. */
const users: Side = {
  vectors: Float64Array.of(1, 2, 3, 4, 0, 0),
  known: Uint8Array.of(1, 1, 0),
  components: Int32Array.of(0, -1, 0),
};
const resources: Side = {
  vectors: Float64Array.of(10, 1, 20, 1, 0, 0),
  known: Uint8Array.of(1, 1, 0),
  components: Int32Array.of(0, 5, 0),
};

function score(user: number, res: number, history: [number, number] | null = null): number {
  const seen = history && historyFrom(Int32Array.of(history[0]), Int32Array.of(history[1]), 3);
  return scorePairs(Int32Array.of(user), Int32Array.of(res), users, resources, 2, seen)[0];
}

describe('scorePairs', () => {
  it('is the dot product of the vectors within a component', () => {
    expect(score(0, 0)).toBe(1 * 10 + 2 * 1);
  });

  it('is Infinity across components', () => {
    expect(score(0, 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is NaN without a vector or a component, before components are compared', () => {
    expect(score(2, 0)).toBeNaN();
    expect(score(0, 2)).toBeNaN();
    expect(score(1, 0)).toBeNaN();
    expect(score(2, 1)).toBeNaN();
  });

  it('is NaN for unknown names', () => {
    expect(score(-1, 0)).toBeNaN();
    expect(score(0, -1)).toBeNaN();
    expect(score(-1, -1, [0, 0])).toBeNaN();
  });

  it('is 0 in the history, before everything else', () => {
    expect(score(0, 0, [0, 0])).toBe(0);
    expect(score(0, 1, [0, 1])).toBe(0);
    expect(score(2, 2, [2, 2])).toBe(0);
    expect(score(0, 0, [0, 1])).toBe(12);
  });

  it('scores many pairs, each by itself', () => {
    const scores = scorePairs(Int32Array.of(0, 0, -1), Int32Array.of(0, 1, 0), users, resources, 2, null);
    expect([...scores]).toEqual([12, Number.POSITIVE_INFINITY, Number.NaN]);
  });
});
