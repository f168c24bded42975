import fc from 'fast-check';

const PARTS = [
  'admin',
  'ad',
  'min',
  'bom',
  ' ',
  '  ',
  '\u00a0',
  '\ufeff',
  '\u200b',
  '\u200d',
  '\u00ad',
  '\u2060',
  '\u115f',
  '\u3164',
  '\u180e',
  '\ufe0f',
  '\u{e0041}',
  '\u202e',
  '\u2066',
  '\u0000',
  '\u001b[31m',
  '\b',
  '\r',
  '\n',
  '\t',
  '\u0085',
  '\u2028',
  '\ufffd',
  '\uffff',
  '\ufdd0',
  '\u{10ffff}',
  'é',
  'e\u0301',
  '😀',
  '\\u200b',
  '\\u{e0041}',
  '\\n',
  '␠',
  '<b>',
  '$x$',
  '&amp;',
  '"',
  "'",
  ',',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '*',
];

/**
 * A name that text in UTF-8 can hold, of parts that are invisible, look like each other, control terminals,
 * or end quotes; but none that means a missing name.
 */
export const hostileName = fc
  .oneof(
    fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((name) => !/\p{Cs}/u.test(name)),
  )
  .filter(
    (name) => !/^[ \t\n\r\u00a0]*(?:|-|null|\(null\)|none|n\/a|undefined)[ \t\n\r\u00a0]*$/i.test(name),
  );

/** A field of CSV in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
