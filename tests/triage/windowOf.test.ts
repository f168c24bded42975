import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { windowOf } from '../../lib/triage/windowOf.js';
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
    for (const span of [undefined, { first: january.first, last: january.first }]) {
      const model = await new AccessEvidence().fit(accesses, { span });
      expect(windowOf(model, { span: january, accesses: 7 })).toBe(7 / model.numAccesses);
    }
  });

  it('refuses what is no model', () => {
    expect(() => windowOf({} as never, { accesses: 1 })).toThrow(TypeError);
  });
});
