import { type Letters, lettersOf } from './lettersOf.js';

/** What stands in the place of a secret. */
const MASK = '***';

/** A piece of a secret of this many letters is masked, too. */
const PIECE = 8;

/**
 * A text without the secrets in it, whole or in pieces of 8 letters or more: each place of one is `***`.
 * Secrets are found in either case, percent-encoded, as escapes of JSON or HTML, in hexadecimal, in Base64,
 * and with spaces, line breaks, control and invisible characters between their letters.
 *
 * @example
 * maskSecrets('no right for a%2Db\nc', ['a-bc']) // 'no right for ***'
 */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  const pieces = piecesOf(secrets);
  if (pieces.size === 0) return text;
  const isSecret = new Uint8Array(text.length);
  for (const letters of lettersOf(text)) {
    for (const [length, those] of pieces) markPieces(letters, length, those, isSecret);
  }
  return masked(text, isSecret);
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

/** How a secret may be written so that its letters can't be read off one by one. */
function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  // The last is how percent-encoded UTF-8 is read, byte by byte.
  const spellings = [secret, bytes.toString('latin1')];
  // A spelling of few letters would be found in other words.
  if (bytes.length >= 4) spellings.push(bytes.toString('hex'));
  // Bytes before the secret move its Base64; the letters at its ends belong to other bytes, too.
  for (const [before, from] of [
    [0, 0],
    [1, 2],
    [2, 3],
  ]) {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = Math.floor((shifted.length * 8) / 6);
    const own = shifted.toString('base64url').slice(from, whole);
    if (own.length >= PIECE) spellings.push(own, own.replaceAll('-', '+').replaceAll('_', '/'));
  }
  return spellings;
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
