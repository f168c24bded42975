import { describe, expect, it } from 'vitest';
import { seenBefore } from '../../../lib/evaluate/rules/seenBefore.js';
import { pairsOf } from './pairsOf.js';

describe('seenBefore', () => {
  it('is 0 for a pair that was seen, 1 for others', () => {
    const score = seenBefore(pairsOf('ann a', 'bob b', 'ann a'));
    expect([...score(pairsOf('ann a', 'ann b', 'bob b', 'eve a', 'ann c'))]).toEqual([0, 1, 0, 1, 1]);
  });
});
