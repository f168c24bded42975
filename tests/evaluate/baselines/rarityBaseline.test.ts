import { describe, expect, it } from 'vitest';
import { rarityBaseline } from '../../../lib/evaluate/baselines/rarityBaseline.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('rarityBaseline', () => {
  it("is the log of the share of the tenant's users", () => {
    const train = toTable([
      { user: 'ann', res: 'wiki' },
      { user: 'bob', res: 'wiki' },
      { user: 'bob', res: 'wiki' },
      { user: 'bob', res: 'vault' },
    ]);
    const score = rarityBaseline(train);
    const [wiki, vault, unknown] = score(
      toTable([
        { user: 'ann', res: 'wiki' },
        { user: 'eve', res: 'vault' },
        { user: 'ann', res: 'new' },
      ]),
    );
    expect([wiki, vault, unknown]).toEqual([0, Math.log(2), Math.log(4)]);
  });
});
