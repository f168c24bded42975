import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from '../../../lib/figures/plotly/wrapText.js';

test('wrapText breaks between words, and within those that are too long', () => {
  expect(wrapText('eve has never used the vault', 12)).toEqual(['eve has', 'never used', 'the vault']);
  expect(wrapText('at /a/b/c/d/e now', 6)).toEqual(['at', '/a/b/c', '/d/e', 'now']);
  expect(wrapText('  ', 6)).toEqual([]);
});

test('wrapText keeps every character but blanks, and the length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, length) => {
      const lines = wrapText(text, length);
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(length);
    }),
  );
});
