import { EncodingGuess } from './EncodingGuess.js';
import { wideEncoding } from './wideEncoding.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What encodings are called. */
export const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
};

/** The encoding of a whole text, by its bytes: see `wideEncoding` and `EncodingGuess`. */
export function encodingOf(bytes: Buffer): Encoding {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return wide.encoding;
  const guess = new EncodingGuess();
  guess.add(bytes);
  return guess.end();
}
