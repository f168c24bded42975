import { NAMED_CHARACTERS } from './namedCharacters.js';

/** The letters of a text, in lower case, and where in the text each of them begins and ends. */
export interface Letters {
  text: string;
  starts: readonly number[];
  ends: readonly number[];
}

/** Escapes in escapes are read this deep. */
const DEEPEST = 4;

const NAMES = Object.keys(NAMED_CHARACTERS).join('|');

/** One character as JSON, a URL, HTML or JavaScript writes it: by its number or its name. */
const ESCAPE = new RegExp(
  [
    String.raw`(?:%|\\x)(?<byte>[\da-f]{2})`,
    String.raw`(?:\\u|%u)(?<unit>[\da-f]{4})`,
    String.raw`(?:\\u\{(?<point>[\da-f]{1,6})\}|&#x(?<hex>[\da-f]{1,6});|&#(?<decimal>\d{1,7});)`,
    `&(?<name>${NAMES});`,
    String.raw`\\(?<simple>[nrtbfv0"'\\/])`,
  ].join('|'),
  'giy',
);

/**
 * The same, and bytes as shells (`\055`) and mail (`=2D`, with `=` at the end of a continued line) write
 * them. It is read separately, because here the `=` of `key=abc` is an escape.
 */
const BYTES = new RegExp(
  String.raw`\\(?<octal>[0-3]?[0-7]{1,2})|=(?<quoted>[\da-f]{2})|(?<wrap>=\r?\n)|${ESCAPE.source}`,
  'giy',
);

/** Escapes of control characters, which aren't letters. */
const CONTROLS = 'nrtbfv0';

/** Spaces, control and invisible characters: what may be between the letters of a split word. */
const BETWEEN = /[\s\p{C}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The letters of a text as they are, then with escapes read, and escapes within escapes, in up to four
 * rounds; then all of this with the escapes of shells and mail.
 */
export function lettersOf(text: string): [Letters, ...Letters[]] {
  const asWritten: Letters = {
    text,
    starts: Array.from({ length: text.length }, (_, at) => at),
    ends: Array.from({ length: text.length }, (_, at) => at + 1),
  };
  const readings: [Letters, ...Letters[]] = [lettersAlone(asWritten)];
  for (const form of [ESCAPE, BYTES]) {
    let last = asWritten;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const read = escapesRead(last, form);
      if (read.text === last.text) break;
      readings.push(lettersAlone(read));
      last = read;
    }
  }
  return readings;
}

/** In lower case, without what may be between letters. */
function lettersAlone({ text, starts, ends }: Letters): Letters {
  const kept = Array.from({ length: text.length }, (_, at) => at).filter((at) => !BETWEEN.test(text[at]));
  return {
    text: kept.map((at) => lowerCase(text[at])).join(''),
    starts: kept.map((at) => starts[at]),
    ends: kept.map((at) => ends[at]),
  };
}

/** A few characters become several in lower case. */
function lowerCase(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}

function escapesRead({ text, starts, ends }: Letters, form: RegExp): Letters {
  const read: { text: string; starts: number[]; ends: number[] } = { text: '', starts: [], ends: [] };
  for (let at = 0; at < text.length; ) {
    form.lastIndex = at;
    const match = form.exec(text);
    const length = match?.[0].length ?? 1;
    const characters = match?.groups ? characterOf(match.groups) : text[at];
    for (const unit of characters.split('')) {
      read.text += unit;
      read.starts.push(starts[at]);
      read.ends.push(ends[at + length - 1]);
    }
    at += length;
  }
  return read;
}

function characterOf(groups: Readonly<Record<string, string | undefined>>): string {
  const { byte, unit, point, hex, decimal, name, simple, octal, quoted, wrap } = groups;
  if (wrap !== undefined) return '';
  if (name !== undefined) return NAMED_CHARACTERS[name.toLowerCase()];
  if (simple !== undefined) return CONTROLS.includes(simple) ? '\n' : simple;
  const code = codeOf(octal, 8) ?? codeOf(decimal, 10) ?? codeOf(byte ?? unit ?? point ?? hex ?? quoted, 16)!;
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\n';
}

function codeOf(digits: string | undefined, base: number): number | undefined {
  return digits === undefined ? undefined : Number.parseInt(digits, base);
}
