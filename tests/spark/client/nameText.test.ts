import { describe, expect, it } from 'vitest';
import { nameText } from '../../../lib/spark/client/nameText.js';

const ofType = (type: string, name = 'user') => nameText({ name, type, nullable: true });

describe('nameText', () => {
  it('reads text, whole numbers and booleans by their text, whatever the column is called', () => {
    for (const type of ['string', 'varChar', 'boolean', 'int', 'bigint', 'decimal(38,0)']) {
      expect(ofType(type, 'a`b')).toEqual({
        text: 'CAST(g.`a``b` AS STRING)',
        isMissing: "(g.`a``b` IS NULL OR CAST(g.`a``b` AS STRING) = '')",
      });
    }
  });

  it('reads whole floats without their decimals, as JavaScript does', () => {
    const { text, isMissing } = ofType('double');
    expect(text).toMatch(/^CASE WHEN TRY_CAST\(g\.`user` AS BIGINT\) = g\.`user` THEN/);
    expect(isMissing).toContain('isnan');
  });

  it.each(['timestamp', 'date', 'array<string>', 'struct<name:string>', 'binary'])('refuses %s', (type) => {
    expect(() => ofType(type)).toThrow(
      `Expected column user to hold names (text, numbers or booleans), got ${type}`,
    );
    expect(() => ofType(type)).toThrow(TypeError);
  });

  it('shows what cannot be seen in a type', () => {
    expect(() => ofType('struct<na\u202eme:string>')).toThrow('got struct<na\\u202eme:string>');
  });
});
