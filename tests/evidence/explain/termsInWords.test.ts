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
      'fit ×1,200, history ÷7.4, account ÷3',
      'nothing stands out',
    ]);
  });

  it('says who is new, and of an unknown tenant one figure', () => {
    const terms = {
      from_user: Math.log(3),
      from_resource: -Math.log(2),
      from_fit: Math.log(4),
      from_history: 0,
    };
    const kinds = ['novel', 'cold user', 'cold resource', 'cold tenant'];
    const why = termsInWords(toTable(kinds.map((kind) => ({ ...terms, kind })))).getChild('why')!;
    expect([...why]).toEqual([
      'fit ×4, account ×3, resource ÷2',
      'fit ×4, new account ×3, resource ÷2',
      'fit ×4, account ×3, new resource ÷2',
      'unknown tenant ×6',
    ]);
  });

  it('names a term that is missing', async () => {
    const model = await new AccessEvidence().fit(tableOf(offices(5)));
    expect(() => termsInWords(model.transform(tableOf(offices(5))))).toThrow('Expected a column from_user');
  });
});
