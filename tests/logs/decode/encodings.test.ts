import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EncodingGuess } from '../../../lib/logs/decode/EncodingGuess.js';
import type { Encoding } from '../../../lib/logs/decode/encodings.js';
import { toUtf8, utf8Of } from '../../../lib/logs/decode/utf8Of.js';
import { wideEncoding } from '../../../lib/logs/decode/wideEncoding.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { hostileName } from '../../hostile/hostileName.js';
import { cutAt } from './cutAt.js';

const latin = (text: string) => Buffer.from(text, 'latin1');
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** The encoding of a whole text, by its bytes: see `wideEncoding` and `EncodingGuess`. */
function encodingOf(bytes: Buffer): Encoding {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return wide;
  const guess = new EncodingGuess();
  guess.add(bytes);
  return guess.end();
}

describe('encodingOf', () => {
  test.each<[Encoding, Buffer]>([
    ['utf-8', latin('')],
    ['utf-8', Buffer.from('user,res\nZoë,Büro – 資料 😀\n')],
    ['utf-8', Buffer.from('\ufeffuser')],
    ['utf-16le', Buffer.from('\ufeffuser,Zoë', 'utf16le')],
    ['utf-16le', Buffer.from('user,res\r\nann,wiki\r\n', 'utf16le')],
    ['utf-16be', bigEndian('\ufeff李明')],
    ['utf-16be', bigEndian('user,res\r\n')],
    ['windows-1252', latin('who;what\nJ\xfcrgen;B\xfcro \x96 Graz\n\x8aime;Preis in \x80\n')],
    ['windows-1252', latin('ANDR\xc9\n')],
    ['windows-1252', latin('Zo\xeb')],
    ['windows-1252', latin('user\n\xc9milie\n')],
    ['utf-8', latin('b\xffb,wiki\n')],
    ['utf-8', latin('a\xfe\xffb\n')],
    ['utf-8', latin('J\xfcrgen\n\x81\n')],
    ['utf-8', latin('J\xfcrgen\n\x00\n')],
    ['utf-8', latin('J\xfcrgen\n\x1b[31m\n')],
    ['utf-8', Buffer.concat([Buffer.from('Zoë\n'), latin('J\xfcrgen\n')])],
    // A cut character of UTF-8, Cyrillic in Windows-1251, and bytes without a meaning.
    ['utf-8', latin('Jos\xc3,wiki\n')],
    ['utf-8', latin('user\n\xc8\xe2\xe0\xed\n')],
    ['utf-8', latin('user\n\xb0\xa7 \xd7\n')],
  ])('%s: %j', (encoding, bytes) => {
    expect(encodingOf(bytes)).toBe(encoding);
  });

  test('of a text in chunks is that of the whole', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      fc
        .string({ unit: fc.constantFrom('a', 'Z', ',', '\n', '\xfc', '\xe9', '\xdf', '\xc3\xa9', '\x96') })
        .map(latin),
    );
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 5 }), (bytes, at) => {
        const guess = new EncodingGuess();
        for (const chunk of cutAt(bytes, at)) guess.add(chunk);
        const whole = new EncodingGuess();
        whole.add(bytes);
        const [encoding, expected] = [guess.end(), whole.end()];
        // Which bytes are letters is seen by their word, which a chunk's end may cut.
        if (expected === 'utf-8' && !whole.hasBadBytes) expect(encoding).toBe('utf-8');
        expect(guess.hasBadBytes).toBe(whole.hasBadBytes);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  test('of bytes beyond ASCII that are UTF-8 is UTF-8, and of words in Windows-1252 that', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 2, maxLength: 5 });
    const words = fc.array(fc.tuple(word, fc.constantFrom('ü', 'é', 'ø', 'ß', 'š', 'œ'), word), {
      minLength: 1,
    });
    const windows: Record<string, string> = { š: '\x9a', œ: '\x9c' };
    fc.assert(
      fc.property(words, (all) => {
        const text = all.map((parts) => parts.join('')).join('\n');
        expect(encodingOf(Buffer.from(text))).toBe('utf-8');
        const bytes = latin(text.replace(/[šœ]/g, (letter) => windows[letter]));
        expect(encodingOf(bytes)).toBe('windows-1252');
        expect(toUtf8(bytes, 'windows-1252').toString()).toBe(text);
      }),
      { numRuns: fuzzRuns(100) },
    );
  });
});

describe('utf8Of', () => {
  const encode: Record<Encoding, (text: string) => Buffer> = {
    'utf-8': (text) => Buffer.from(text),
    'utf-16le': (text) => Buffer.from(text, 'utf16le'),
    'utf-16be': bigEndian,
    'windows-1252': latin,
  };
  const texts = fc.array(hostileName).map((names) => names.join(''));
  const ascii = fc.string({ unit: 'binary-ascii' });

  test.each(Object.keys(encode) as Encoding[])(
    '%s is the same text, wherever chunks end',
    async (encoding) => {
      const mark = encoding === 'windows-1252' ? '' : '\ufeff';
      await fc.assert(
        fc.asyncProperty(
          encoding === 'windows-1252' ? ascii : texts,
          fc.boolean(),
          fc.array(fc.nat(), { maxLength: 6 }),
          async (text, hasMark, at) => {
            fc.pre(!text.startsWith('\ufeff'));
            const bytes = encode[encoding]((hasMark ? mark : '') + text);
            expect((await converted(cutAt(bytes, at), encoding)).toString()).toBe(text);
            expect(toUtf8(bytes, encoding).toString()).toBe(text);
          },
        ),
        { numRuns: fuzzRuns(100) },
      );
    },
  );

  test('keeps halves of surrogate pairs apart', async () => {
    const bytes = Buffer.from('a\ud800b\udc01\ud83d\ude00\ud802', 'utf16le');
    const expected = 'a\ufdd0d800b\ufdd0dc01😀\ufdd0d802';
    const big = Buffer.from(bytes).swap16();
    for (const size of [1, 2, 3, bytes.length]) {
      const places = Array.from(bytes.keys()).filter((place) => place % size === 0);
      expect((await converted(cutAt(bytes, places), 'utf-16le')).toString()).toBe(expected);
      expect((await converted(cutAt(big, places), 'utf-16be')).toString()).toBe(expected);
    }
  });

  test('leaves bytes that are no text such', async () => {
    expect(await converted([latin('a\xff'), latin('\xc3')], 'utf-8')).toEqual(latin('a\xff\xc3'));
    expect(await converted([Buffer.from('ab', 'utf16le'), latin('c')], 'utf-16le')).toEqual(latin('ab\xff'));
    expect(await converted([Buffer.of(0xef), Buffer.of(0xbb)], 'utf-8')).toEqual(latin('\xef\xbb'));
  });

  test('knows all of Windows-1252', () => {
    const codes = Array.from({ length: 128 }, (_, n) => 0x80 + n).filter(
      (code) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(code),
    );
    const text = toUtf8(Buffer.from(codes), 'windows-1252').toString();
    expect(text.slice(0, 27)).toBe('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');
    expect(text.slice(27)).toBe(Array.from({ length: 96 }, (_, n) => String.fromCharCode(0xa0 + n)).join(''));
  });
});

async function converted(chunks: readonly Buffer[], encoding: Encoding): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of utf8Of(chunks, encoding)) parts.push(part);
  return Buffer.concat(parts);
}
