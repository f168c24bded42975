export const ARRAY = 91;
export const ARRAY_END = 93;
export const OBJECT = 123;
export const OBJECT_END = 125;

/** What a byte outside of strings means in JSON. */
export const SCALAR = 0;
export const BLANK = 1;
export const LINE_BREAK = 2;
export const QUOTE = 3;
export const OPEN = 4;
export const CLOSE = 5;
export const COLON = 6;
export const COMMA = 7;

/** The kind of each byte. Other bytes are part of a number, a word, or broken text. */
export const BYTE_KINDS = new Uint8Array(256);

for (const [kind, characters] of [
  // Separates documents in RFC 7464.
  [BLANK, ' \t\r\x1e'],
  [LINE_BREAK, '\n'],
  [QUOTE, '"'],
  [OPEN, '{['],
  [CLOSE, '}]'],
  [COLON, ':'],
  [COMMA, ','],
] as const) {
  for (const character of characters) BYTE_KINDS[character.charCodeAt(0)] = kind;
}
