import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from '../../../lib/base/text/maskSecrets.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';

const SECRET = 'S3cr+t/"tok\\en"=?&<x>~4b9e';

const split = (text: string, by: string) => [...text].join(by);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const unicode = (text: string) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const html = (text: string) => [...text].map((letter) => `&#${letter.charCodeAt(0)};`).join('');
const octal = (text: string) =>
  [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
const quotedPrintable = (text: string) =>
  [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
const NAMES: Record<string, string> = {
  ...{ '+': 'plus', '/': 'sol', '"': 'quot', '\\': 'bsol', '=': 'equals', '?': 'quest', '&': 'amp' },
  ...{ '<': 'lt', '>': 'gt' },
};
const named = (text: string) =>
  [...text].map((letter) => (letter in NAMES ? `&${NAMES[letter]};` : letter)).join('');
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('base64');

/** How a server may write a token that it was sent. */
const WRITTEN: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'in capitals': (secret) => secret.toUpperCase(),
  'for a URL': encodeURIComponent,
  'for a URL, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'for a URL, each byte': percent,
  'in JSON': JSON.stringify,
  'in JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'in JSON for a URL': (secret) => encodeURIComponent(JSON.stringify(secret)),
  'as escapes': unicode,
  'in HTML': html,
  'in HTML, by names': named,
  'in HTML, by names, for a URL': (secret) => encodeURIComponent(named(secret)),
  'as percent-encoded units': (secret) => unicode(secret).replaceAll('\\', '%'),
  'in octal': octal,
  'in octal in JSON': (secret) => JSON.stringify(octal(secret)),
  'quoted-printable': quotedPrintable,
  'quoted-printable, where it has to be': (secret) => secret.replace(/[=+?&]/g, quotedPrintable),
  'quoted-printable, on lines': (secret) => secret.replace('=', '=3D').replace(/^.{7}/, '$&=\r\n'),
  'in Base64': base64,
  'in Base64 in Base64': (secret) => base64(base64(secret)),
  'in Base64 in Base64 behind words': (secret) => base64(`x: ${base64(`y: ${secret}`)}`),
  'in Base64 of UTF-16': utf16,
  'in Base64 of UTF-16 behind a word': (secret) => utf16(`as ${secret}`),
  'in Base64 of UTF-16, big end first': (secret) =>
    Buffer.from(secret, 'utf16le').swap16().toString('base64'),
  'in Base64 behind a word': (secret) => base64(`Bearer ${secret}`),
  'in Base64 behind two bytes': (secret) => base64(`x:${secret}:y`),
  'in Base64 for a URL': (secret) => Buffer.from(secret).toString('base64url'),
  'in Base64, on lines': (secret) => base64(secret).replace(/.{6}/g, '$&\r\n'),
  'in hexadecimal': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'over lines': (secret) => split(secret, '\r\n'),
  'with control characters': (secret) => split(secret, '\u0007'),
  'with a zero width': (secret) => split(secret, '\u200b'),
  'with direction marks': (secret) => split(secret, '\u202e'),
  'with tags': (secret) => split(secret, '\u{e0041}'),
  'with line breaks of JSON': (secret) => split(secret, '\\n'),
  'with line breaks of a URL': (secret) => split(secret, '%0A'),
  'cut off': (secret) => secret.slice(0, -3),
  'without its beginning': (secret) => secret.slice(4),
};

/** The runs of letters and digits that only the secret has. */
const leftOf = (text: string) => text.replace(/\\u\{?[\da-f]+\}?/gi, '');

/** This many consecutive letters of a secret are a piece of it; all letters of a shorter one. */
const piecesOf = (secret: string) =>
  secret.length <= 8
    ? [secret.trim()]
    : Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8)).filter((piece) =>
        /^\S{8}$/.test(piece),
      );

describe('maskSecrets', () => {
  it.each(Object.keys(WRITTEN))('masks a secret %s', (how) => {
    const written = WRITTEN[how](SECRET);
    const masked = maskSecrets(`Refused (${written}) for Ann`, [SECRET]);
    expect(masked).toMatch(/^Refused \(.{0,16}\*\*\*.{0,16}\) for Ann$/s);
    expect(leftOf(masked)).not.toMatch(/3cr|tok|4b9/i);
    for (const piece of piecesOf(SECRET)) expect(masked).not.toContain(piece);
  });

  it('leaves a text without them as it is, and takes an empty one for none', () => {
    const text = 'nothing\n to\u0007 mask, 100% of \\u0041 &amp; so on';
    expect(maskSecrets(text, [SECRET, ''])).toBe(text);
    expect(maskSecrets(text, [])).toBe(text);
    expect(maskSecrets('', [SECRET])).toBe('');
  });

  it('masks all of several, and short ones', () => {
    expect(maskSecrets('one, two, on e', ['one', 'tw'])).toBe('***, ***o, ***');
    expect(maskSecrets('größe gr%C3%B6%C3%9Fe', ['größe'])).toBe('*** ***');
  });

  it('masks a secret with blanks as a form has it', () => {
    const secret = 'correct horse + battery';
    const form = new URLSearchParams({ secret }).toString();
    expect(maskSecrets(`${form}&next=1`, [secret])).toBe('secret=***&next=1');
    expect(maskSecrets(encodeURIComponent(form), [secret])).toBe('secret%3D***');
  });

  it.each(['S3c4', 'S3c45', 'S3c456', 'S3c4567'])('masks Base64 of the short secret %s', (secret) => {
    for (const before of ['', 'ab', 'x: ', 'xyz: ']) {
      const own = base64(before + secret);
      const masked = maskSecrets(`Basic ${own}`, [secret]);
      expect(masked).toMatch(/^Basic .*\*\*\*/);
      expect(masked.length).toBeLessThan(`Basic ${own}`.length);
    }
  });

  it('takes no sign for an escape where the secret is behind it as it is', () => {
    const secret = 'abcd/efg';
    for (const before of ['key=', 'C:\\12', '\\', '=3D', '%3D']) {
      for (const written of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
        expect(maskSecrets(`${before}${written}`, [secret])).toMatch(/\*\*\*$/);
      }
    }
  });

  it('masks any secret, written in any two of these ways, one in the other', () => {
    const secrets = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme-ascii' });
    const plain = Object.values(WRITTEN).slice(0, 3);
    const ways = fc.constantFrom(...plain, percent, unicode, html, octal, quotedPrintable);
    fc.assert(
      fc.property(secrets, ways, ways, fc.string(), (secret, one, other, around) => {
        fc.pre(/\S{4}/.test(secret));
        const masked = maskSecrets(`${around}(${other(one(secret))})${around}`, [secret]);
        expect(masked).toContain('***');
        for (const piece of piecesOf(secret)) {
          expect(masked).not.toContain(piece);
          expect(masked).not.toContain(other(one(piece)));
        }
      }),
      { numRuns: fuzzRuns(100) },
    );
  });
});
