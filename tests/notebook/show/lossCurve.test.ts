import { describe, expect, it } from 'vitest';
import { iterationsNeeded, lossCurve } from '../../../lib/notebook/show/lossCurve.js';

describe('lossCurve', () => {
  it('runs from the highest loss at the top left to the lowest at the bottom right', () => {
    expect(lossCurve([4, 2, 1])).toContain('points="2.0,2.0 240.0,47.3 478.0,70.0"');
  });

  it('draws nothing of a single iteration, and a level line where nothing changes', () => {
    expect(lossCurve([])).toBe('');
    expect(lossCurve([3])).toBe('');
    expect(lossCurve([3, 3])).toContain('points="2.0,2.0 478.0,2.0"');
  });

  it('keeps the first and the last of many points', () => {
    const svg = lossCurve(Array.from({ length: 1000 }, (_, n) => 1000 - n));
    expect(svg.match(/[\d.]+,[\d.]+/g)).toHaveLength(160);
    expect(svg).toContain('points="2.0,2.0 ');
    expect(svg).toContain(' 478.0,70.0"');
  });
});

describe('iterationsNeeded', () => {
  it('is the first iteration from which the loss stays within 0.1 % of the last', () => {
    expect(iterationsNeeded([200, 100.2, 100.1, 100])).toBe(3);
    expect(iterationsNeeded([100, 120, 100])).toBe(3);
    expect(iterationsNeeded([5])).toBe(1);
    expect(iterationsNeeded([0, 0, 0])).toBe(1);
  });
});
