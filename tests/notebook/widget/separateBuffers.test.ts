import { describe, expect, it } from 'vitest';
import { putBuffers, separateBuffers } from '../../../lib/notebook/widget/separateBuffers.js';

const [one, two, three] = [Uint8Array.of(1), new Float32Array([2]), new DataView(new ArrayBuffer(3))];

describe('separateBuffers', () => {
  it('takes what is binary out of objects and lists, and leaves the state as it is', () => {
    const state = { a: one, list: [two, 'text', { b: three }], plain: { n: null } };
    expect(separateBuffers(state)).toEqual({
      state: { list: [null, 'text', {}], plain: { n: null } },
      buffer_paths: [['a'], ['list', 0], ['list', 2, 'b']],
      buffers: [one, two, three],
    });
    expect(state.a).toBe(one);
    expect(state.list[0]).toBe(two);
  });

  it('is what putBuffers puts together again', () => {
    const state = { a: one, list: [two, { b: three }] };
    const { state: plain, buffer_paths, buffers } = separateBuffers(state);
    expect(putBuffers(JSON.parse(JSON.stringify(plain)), buffer_paths, buffers)).toEqual(state);
  });
});

describe('putBuffers', () => {
  it('refuses a path that leaves the state', () => {
    expect(() => putBuffers({}, [['__proto__', 'polluted']], [one])).toThrow(
      `Expected the path of a buffer to be of the state, got ["__proto__","polluted"]`,
    );
    expect(() => putBuffers({ a: 1 }, [['a', 'b']], [one])).toThrow(/got \["a","b"\]$/);
  });
});
