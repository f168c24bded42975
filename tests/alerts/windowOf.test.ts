import { describe, expect, it } from 'vitest';
import { windowOf } from '../../lib/alerts/windowOf.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';

const january = { first: new Date('2026-01-01'), last: new Date('2026-01-31') };
const accesses = tableOf(offices());

describe('windowOf', () => {
  it('compares spans, or days, or else numbers of accesses', async () => {
    const model = await new AccessEvidence().fit(accesses, { span: january });
    const day = { first: new Date('2026-02-01'), last: new Date('2026-02-04') };
    expect(windowOf(model, { span: day, accesses: 5 })).toBeCloseTo(0.1, 12);
    expect(windowOf(model, { days: 6, accesses: 5 })).toBeCloseTo(0.2, 12);
    expect(windowOf(model, { span: null, accesses: 5 })).toBe(5 / model.numAccesses);
  });

  it('goes by numbers where the model has no span, or one without a length', async () => {
    for (const span of [undefined, null, { first: january.first, last: january.first }]) {
      const model = await new AccessEvidence().fit(accesses, { span });
      expect(windowOf(model, { span: january, accesses: 7 })).toBe(7 / model.numAccesses);
    }
  });

  it('goes by numbers where the accesses are of one moment, or of a time that is not known', async () => {
    const model = await new AccessEvidence().fit(accesses, { span: january });
    const moment = { first: january.last, last: january.last };
    for (const span of [moment, null, undefined]) {
      expect(windowOf(model, { span, accesses: 7 })).toBe(7 / model.numAccesses);
      expect(windowOf(model, { span, accesses: 0 })).toBe(1 / model.numAccesses);
    }
    expect(windowOf(model, { span: null, days: 3, accesses: 7 })).toBeCloseTo(0.1, 12);
  });

  it.each([
    [{ span: january, days: 1 }, new RangeError('Expected one of span and days, got both')],
    [{ days: 0 }, new RangeError('Expected days to be a positive number, got 0')],
    [{ days: '1' }, new TypeError('Expected days to be a positive number, got "1"')],
    [
      { span: { first: january.last, last: january.first } },
      new RangeError(
        'Expected span.first to be no later than span.last, got 2026-01-31T00:00:00.000Z and 2026-01-01T00:00:00.000Z',
      ),
    ],
    [{ span: 'january' }, new TypeError('Expected span.first to be a valid Date, got undefined')],
    [{ accesses: -1 }, new RangeError('Expected accesses to be a non-negative integer, got -1')],
    [{ accesses: undefined }, new TypeError('Expected accesses to be a non-negative integer, got undefined')],
    [{ day: 1 }, new RangeError('Expected windowOf options among span, days, accesses, got day')],
  ])('refuses %o', async (options, error) => {
    const model = await new AccessEvidence().fit(accesses);
    expect(() => windowOf(model, { accesses: 1, ...options } as never)).toThrow(error);
  });

  it('refuses what is no model', () => {
    expect(() => windowOf({} as never, { accesses: 1 })).toThrow(TypeError);
  });
});
