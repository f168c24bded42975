import { describe, expect, it } from 'vitest';
import { rarityBaseline } from '../../../lib/evaluate/rules/rarityBaseline.js';
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

  it('takes an unknown resource for the rarest of all tenants', () => {
    const train = toTable({ tenant: ['a', 'a', 'b'], user: ['ann', 'bob', 'eve'], res: ['x', 'x', 'x'] });
    const asked = toTable({ tenant: ['a', 'b'], user: ['ann', 'eve'], res: ['new', 'new'] });
    expect([...rarityBaseline(train)(asked)]).toEqual([Math.log(6), Math.log(6)]);
  });
});
