import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleLine, visibleText } from '../../../lib/base/text/visibleText.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { hostileName } from '../../hostile/hostileName.js';

describe('visibleText', () => {
  it('leaves what can be seen alone', () => {
    for (const name of [
      '',
      'ann',
      'ann lee',
      'DOM\\nancy',
      'C:\\users\\u1',
      'Ünïcödé',
      '李',
      '😀',
      'а',
      'é',
      '…',
    ])
      expect(visibleText(name)).toBe(name);
  });

  it('shows what looks like nothing, or turns the text around', () => {
    const unseen =
      '\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060';
    for (const character of [
      ...unseen,
      ...'\u2066\u2069\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\ufffc\ue000\uffff',
      '\u{e0001}',
      '\u{e0041}',
      '\u{e0100}',
      '\u{1d159}',
      '\ud800',
      '\udc00',
    ]) {
      const code = character.codePointAt(0)!.toString(16);
      expect(visibleText(`ad${character}min`)).toBe(
        code.length > 4 ? `ad\\u{${code}}min` : `ad\\u${code.padStart(4, '0')}min`,
      );
    }
  });

  it('shows control characters, and spaces that are odd, doubled or at an end', () => {
    expect(visibleText('\u001b[31m\r\b\u0000\u009b')).toBe('\\u001b[31m\\u000d\\u0008\\u0000\\u009b');
    expect(visibleText(' a  b ')).toBe('␠a␠␠b␠');
    expect(visibleText('a\u00a0b\u3000c\u2009d')).toBe('a\\u00a0b\\u3000c\\u2009d');
    expect(visibleText(' ')).toBe('␠');
  });

  it('tells what it has written from names that only look like it', () => {
    expect(visibleText('ad\\u200bmin')).toBe('ad\\u005cu200bmin');
    expect(visibleText('admin␠')).toBe('admin\\u2420');
    expect(visibleLine(visibleText('a\u200b '))).toBe(visibleText('a\u200b '));
  });

  it('shows two texts that differ as two, and nothing that steers', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (one, other) => {
        if (one !== other) expect(visibleText(one)).not.toBe(visibleText(other));
        expect(visibleText(one)).not.toMatch(/[\p{C}\p{DI}]|^\s|\s$|\s\s|[^\S ]/u);
      }),
      { seed: 1, numRuns: fuzzRuns(500) },
    );
  });

  it('takes a text of a megabyte', () => {
    expect(visibleText('x '.repeat(500_000))).toHaveLength(1_000_000);
    expect(visibleText('\u200b'.repeat(100_000))).toHaveLength(600_000);
  });
});
