import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pickable } from '../../../lib/figures/plotly/picks.js';
import { PageModel } from '../../../lib/notebook/page/PageModel.js';
import { fromHash, isAmong, nextSelection, toHash } from '../../../lib/notebook/page/Selected.js';
import { onSelection, select, selectionOf } from '../../../lib/notebook/page/selection.js';

const account = { kind: 'account', name: 'ann', tenant: 'a' } as const;

describe('a selection', () => {
  it('survives an address, whatever its name', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/\p{Surrogate}/u.test(text));
    const selection = fc.record({
      kind: fc.constantFrom('account' as const, 'resource' as const),
      name,
      tenant: fc.option(name),
    });
    fc.assert(
      fc.property(selection, (some) => {
        expect(fromHash(`#${toHash(some)}`)).toEqual(some);
      }),
    );
  });

  it.each(['', '#', '#The-alerts', '#account=', '#tenant=a'])('is none in %j', (hash) => {
    expect(fromHash(hash)).toBeNull();
  });

  it('is told to those who listen, once for each change', () => {
    const model = new PageModel();
    const heard: unknown[] = [];
    const stop = onSelection(model, () => heard.push(selectionOf(model)));
    select(model, account);
    select(model, { ...account });
    select(model, null);
    stop();
    select(model, account);
    expect(heard).toEqual([account, null]);
  });

  it('goes through what a mark stands for, and then is none', () => {
    const picks: Pickable[] = [
      { user: 'ann', tenant: 'a' },
      { res: 'vault', tenant: 'a' },
    ];
    const first = nextSelection(picks, null);
    const second = nextSelection(picks, first);
    expect([first, second, nextSelection(picks, second)]).toEqual([
      account,
      { kind: 'resource', name: 'vault', tenant: 'a' },
      null,
    ]);
  });

  it('is of its tenant alone, where both know theirs', () => {
    expect(isAmong([{ user: 'ann', tenant: 'b' }], account)).toBe(false);
    expect(isAmong([{ user: 'ann', tenant: null }], account)).toBe(true);
    expect(isAmong([{ res: 'ann', tenant: 'a' }], account)).toBe(false);
  });
});
