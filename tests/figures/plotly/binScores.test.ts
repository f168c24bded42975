import { expect, test } from 'vitest';
import { chooseBins, countInBins } from '../../../lib/figures/plotly/binScores.js';

test('chooseBins takes round widths and edges', () => {
  expect(chooseBins(0.3, 9.7, 10)).toEqual({ start: 0, width: 1, size: 10 });
  expect(chooseBins(-3, 7, 40)).toEqual({ start: -3, width: 0.25, size: 41 });
  expect(chooseBins(-1100, 900, 10)).toEqual({ start: -1200, width: 200, size: 11 });
});

test('chooseBins makes one bin of one value', () => {
  expect(chooseBins(0, 0, 40)).toEqual({ start: -0.5, width: 1, size: 1 });
  expect(chooseBins(4, 4, 40)).toEqual({ start: 2, width: 4, size: 1 });
});

test('countInBins counts a value on an edge in the upper bin', () => {
  expect(countInBins([0, 0.5, 1, 2, 2.9], { start: 0, width: 1, size: 3 })).toEqual([2, 1, 2]);
});
