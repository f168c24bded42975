import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { shortenLabel } from '../../lib/base/text/shortenLabel.js';
import { escapeLabel } from '../../lib/figures/plotly/escapeMarkup.js';
import { escapeTitle, unescapeTitle } from '../../lib/figures/plotly/escapeTitle.js';

describe('escapeLabel', () => {
  it('leaves no tag, and decodes to the name', () => {
    const decode = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', 'b', 'lt;') }), (name) => {
        expect(escapeLabel(name)).not.toMatch(/[<>]/);
        expect(decode(escapeLabel(name))).toBe(name);
      }),
    );
  });

  it('keeps TeX out of titles', () => {
    expect(escapeTitle('$x$ < 1')).toBe('&#36;x&#36; &lt; 1');
  });
});

describe('shortenLabel', () => {
  it('cuts the middle and never exceeds the length', () => {
    expect(shortenLabel('//server/share/2026/report.xlsx', 15)).toBe('//serve…rt.xlsx');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 20 }), (name, length) => {
        const short = shortenLabel(name, length);
        expect([...short].length).toBe(Math.min([...name].length, length));
      }),
    );
  });
});

test('unescapeTitle takes back what escapeTitle did', () => {
  expect(unescapeTitle('&lt;b&gt; &amp;lt; &#36;')).toBe('<b> &lt; $');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '$', '#36;', 'lt;', 'amp;') }), (text) => {
      expect(unescapeTitle(escapeTitle(text))).toBe(text);
    }),
  );
});
