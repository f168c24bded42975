import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { termsInWords } from '../../../lib/evidence/explain/termsInWords.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../evidenceTables.js';

describe('termsInWords', () => {
  it('says what weighs most first, as a factor, and leaves out what makes no difference', () => {
    const row = { from_user: -Math.log(3), from_resource: 0.1, from_fit: Math.log(1234), from_history: -2 };
    const none = { from_user: 0, from_resource: 0.1, from_fit: -0.1, from_history: 0 };
    expect([...termsInWords(toTable([row, none])).getChild('why')!]).toEqual([
      "doesn't fit the account ×1,200, seen before ÷7.4, busy account ÷3",
      'nothing stands out',
    ]);
  });

  it('names a term that is missing', async () => {
    const model = await new AccessEvidence().fit(tableOf(offices(5)));
    expect(() => termsInWords(model.transform(tableOf(offices(5))))).toThrow('Expected a column from_user');
  });
});
