import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Numbering } from '../../lib/accesses/Numbering.js';

describe('Numbering', () => {
  it('numbers lists of names in the order in which they come', () => {
    const numbers = new Numbering();
    expect(numbers.add('t', 'ann', 'x')).toBe(0);
    expect(numbers.add(null, 'ann', 'x')).toBe(1);
    expect(numbers.add('t', 'ann', 'x')).toBe(0);
    expect(numbers.size).toBe(2);
    expect(numbers.find(null, 'ann', 'x')).toBe(1);
    for (const names of [
      ['t', 'ann', 'y'],
      ['t', 'bob', 'x'],
      ['null', 'ann', 'x'],
    ]) {
      expect(numbers.find(...names)).toBe(-1);
    }
    expect(numbers.size).toBe(2);
  });

  it('tells lists apart as their parts do, whatever is in them', () => {
    const name = fc.option(fc.constantFrom('', 'a', 'b', '__proto__', 'a","b'));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), (lists) => {
        const numbers = new Numbering();
        const texts = lists.map((list) => JSON.stringify(list));
        const distinct = [...new Set(texts)];
        expect(lists.map((list) => numbers.add(...list))).toEqual(
          texts.map((text) => distinct.indexOf(text)),
        );
        expect(numbers.size).toBe(distinct.length);
      }),
    );
  });
});
