import { type Letters, lettersOf } from './lettersOf.js';

/** The text in place of a secret. */
const MASK = '***';

/** Pieces of a secret with this many letters are masked, too. */
const PIECE = 8;

/** A spelling with fewer letters would be found in other words. */
const FEWEST = 5;

/**
 * A text without the secrets in it, whole or in pieces of 8 letters or more: each one becomes `***`.
 * Secrets are found in these forms, in either case, and with spaces, line breaks, control and invisible
 * characters between their letters:
 *
 * - as they are
 * - percent-encoded, also with `+` for blanks
 * - as escapes of JSON and JavaScript, also octal ones, and of HTML, by numbers and by names
 * - quoted-printable
 * - each of the above in another, up to four deep
 * - in hexadecimal, Base64, Base64 in Base64, and Base64 of UTF-16, where that has 5 letters of its own or
 *   more: all secrets of 5 letters have, and most of 4
 *
 * Other forms aren't found: reversed, compressed, hashed, spelled with other letters, or escaped within
 * Base64.
 *
 * @example
 * maskSecrets('no right for a%2Db\nc', ['a-bc']) // 'no right for ***'
 */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  return maskerOf(secrets)(text);
}

/** `maskSecrets` for many texts. */
export function maskerOf(secrets: Iterable<string>): (text: string) => string {
  const pieces = piecesOf(secrets);
  return (text) => {
    if (pieces.size === 0) return text;
    const isSecret = new Uint8Array(text.length);
    for (const letters of lettersOf(text)) {
      for (const [length, those] of pieces) markPieces(letters, length, those, isSecret);
    }
    return masked(text, isSecret);
  };
}

/** The pieces to look for, by their length. */
function piecesOf(secrets: Iterable<string>): Map<number, Set<string>> {
  const pieces = new Map<number, Set<string>>();
  for (const secret of secrets) {
    for (const spelling of spellingsOf(secret)) {
      const [letters] = lettersOf(spelling);
      const length = Math.min(PIECE, letters.text.length);
      if (length === 0) continue;
      const those = pieces.get(length) ?? new Set<string>();
      pieces.set(length, those);
      for (let at = 0; at + length <= letters.text.length; at++)
        those.add(letters.text.slice(at, at + length));
    }
  }
  return pieces;
}

/** The forms of a secret in which its letters can't be read one by one. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const inBase64 = base64Of(bytes);
  const spellings = [
    ...[bytes.toString('hex'), ...inBase64, ...base64Of(Buffer.from(secret, 'utf16le'))],
    ...inBase64.flatMap((once) => base64Of(Buffer.from(once))),
  ].filter((spelling) => spelling.length >= FEWEST);
  // The second form is percent-encoded UTF-8 read byte by byte.
  return [secret, bytes.toString('latin1'), secret.replaceAll(' ', '+'), ...spellings];
}

/**
 * The part of Base64, in both alphabets, that only depends on the secret, wherever it is in the encoded text.
 */
function base64Of(bytes: Buffer): string[] {
  // Bytes before it shift its Base64; the letters at its ends also depend on other bytes.
  const places = [
    [0, 0],
    [1, 2],
    [2, 3],
  ];
  const own = places.map(([before, from]) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    return shifted.toString('base64url').slice(from, Math.floor((shifted.length * 8) / 6));
  });
  const plain = own.map((each) => each.replaceAll('-', '+').replaceAll('_', '/'));
  return [...new Set([...own, ...plain])];
}

function markPieces(
  { text, starts, ends }: Letters,
  length: number,
  pieces: ReadonlySet<string>,
  isSecret: Uint8Array,
): void {
  for (let at = 0; at + length <= text.length; at++) {
    if (pieces.has(text.slice(at, at + length))) isSecret.fill(1, starts[at], ends[at + length - 1]);
  }
}

function masked(text: string, isSecret: Uint8Array): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    if (!isSecret[at]) result += text[at];
    else if (at === 0 || !isSecret[at - 1]) result += MASK;
  }
  return result;
}
