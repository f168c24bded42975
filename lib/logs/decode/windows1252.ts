/**
 * The characters that Windows-1252 has in place of Latin-1's control characters, 80 to 9F; five of them mean
 * nothing.
 */
const CHARACTERS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The text of bytes in Windows-1252. (TextDecoder takes it for Latin-1 in some versions of Node.) */
export function textOfWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (code) => CHARACTERS[code.charCodeAt(0) - 0x80]);
}
