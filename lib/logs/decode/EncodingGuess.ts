import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes that no text in Windows-1252 has: control characters, and the five that mean nothing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_CHARACTER = /[\x00-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]/;

/** A character of several bytes in UTF-8. */
const SEVERAL_BYTES = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/;

/** This many bytes beyond ASCII are checked for letters; later ones are probably alike. */
const ENOUGH = 10_000;

/** How far a word is looked at, in characters. */
const REACH = 20;

/**
 * Tells UTF-8 from Windows-1252 by all of a text's bytes, chunk by chunk.
 *
 * It is Windows-1252 if some bytes aren't UTF-8, no character beyond ASCII is UTF-8, nothing near these bytes
 * is missing in Windows-1252, and at least half of the bytes beyond ASCII are letters in words that are
 * otherwise ASCII (`Jürgen`). So one broken line can't garble other names. Code pages whose words look alike
 * can't be told from it; those of Cyrillic, Greek and the like remain bytes that aren't UTF-8.
 */
export class EncodingGuess {
  /** Whether some bytes aren't UTF-8. */
  hasBadBytes = false;
  #hasCharacters = false;
  #hasNoCharacter = false;
  #numBeyondAscii = 0;
  #numLetters = 0;
  /** The start of a character that the last chunk's end cuts, and the text before it. */
  #tail = Buffer.alloc(0);
  #before = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (this.#tail.length === 0 && isAscii(chunk)) return;
    // Nothing more can be learnt.
    if (this.#hasCharacters && this.hasBadBytes) return;
    const bytes = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    const end = wholeEnd(bytes);
    // This copies, so that a few bytes don't keep a whole chunk in memory.
    this.#tail = Buffer.from(bytes.subarray(end));
    this.#before = Buffer.from(bytes.subarray(Math.max(0, end - REACH), end));
    this.#look(bytes.subarray(0, end));
  }

  /** The encoding, after the last chunk. */
  end(): 'utf-8' | 'windows-1252' {
    if (this.#tail.length > 0) this.#look(Buffer.concat([this.#before, this.#tail]));
    this.#tail = Buffer.alloc(0);
    const isWindows = this.hasBadBytes && !this.#hasCharacters && !this.#hasNoCharacter;
    return isWindows && 2 * this.#numLetters >= this.#numBeyondAscii ? 'windows-1252' : 'utf-8';
  }

  #look(bytes: Buffer): void {
    if (isUtf8(bytes)) {
      this.#hasCharacters ||= !isAscii(bytes);
      return;
    }
    this.hasBadBytes = true;
    if (this.#hasCharacters) return;
    const text = bytes.toString('latin1');
    this.#hasCharacters = SEVERAL_BYTES.test(text);
    this.#hasNoCharacter ||= NO_CHARACTER.test(text);
    if (this.#hasCharacters || this.#hasNoCharacter) return;
    for (const { index, 0: run } of text.matchAll(/[\x80-\xff]+/g)) {
      if (this.#numBeyondAscii >= ENOUGH) return;
      this.#numBeyondAscii += run.length;
      const before = /[A-Za-z]*$/.exec(text.slice(Math.max(0, index! - REACH), index))![0];
      const behind = index! + run.length;
      const after = /^[A-Za-z]*/.exec(text.slice(behind, behind + REACH))![0];
      if (areLetters(before, run, after)) this.#numLetters += run.length;
    }
  }
}

/**
 * Whether bytes beyond ASCII are letters of a word. A capital letter after a small one or at the end doesn't
 * count: half of a character in UTF-8 looks like that (`JosÃ`). Neither do þ and ÿ alone, FE and FF, which
 * appear where bytes are broken.
 */
function areLetters(before: string, run: string, after: string): boolean {
  if (before.length + after.length < run.length) return false;
  if (!/^[\x8a\x8c\x8e\x9a\x9c\x9e\x9f\xc0-\xd6\xd8-\xf6\xf8-\xff]+$/.test(run)) return false;
  if (/^[\xfe\xff]+$/.test(run)) return false;
  if (/[a-z]$/.test(before) && /^[\x8a\x8c\x8e\x9f\xc0-\xd6\xd8-\xde]/.test(run)) return false;
  return after !== '' || !/[\xc2\xc3]$/.test(run);
}

/** Where the last character ends that the end of the chunk doesn't cut. */
function wholeEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
