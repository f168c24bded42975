import { describe, expect, it } from 'vitest';
import { seenBefore } from '../../../lib/evaluate/baselines/seenBefore.js';
import { toTable } from '../../../lib/tables/toTable.js';

const pairs = (...lines: string[]) =>
  toTable(
    lines.map((line) => {
      const [user, res] = line.split(' ');
      return { user, res };
    }),
  );

describe('seenBefore', () => {
  it('is 0 for a pair that was seen, 1 for others', () => {
    const score = seenBefore(pairs('ann a', 'bob b', 'ann a'));
    expect([...score(pairs('ann a', 'ann b', 'bob b', 'eve a', 'ann c'))]).toEqual([0, 1, 0, 1, 1]);
  });
});
