/** The letters of a text, in lower case, and where in the text each of them begins and ends. */
export interface Letters {
  text: string;
  starts: readonly number[];
  ends: readonly number[];
}

/** Escapes in escapes are read this deep. */
const DEEPEST = 4;

/** One character as JSON, a URL, HTML or JavaScript writes it. */
const ESCAPE =
  /%([\da-f]{2})|\\u([\da-f]{4})|\\u\{([\da-f]{1,6})\}|\\x([\da-f]{2})|&#x([\da-f]{1,6});|&#(\d{1,7});|&(amp|lt|gt|quot|apos);|\\([nrtbfv0"'\\/])/giy;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Escapes of control characters, which are no letters. */
const CONTROLS = 'nrtbfv0';

/** Spaces, control and invisible characters: what may stand between the letters of a word that was split. */
const BETWEEN = /[\s\p{C}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The letters of a text as they are, and again with escapes read, and those within escapes, until none is
 * left.
 */
export function lettersOf(text: string): [Letters, ...Letters[]] {
  const asWritten: Letters = {
    text,
    starts: Array.from({ length: text.length }, (_, at) => at),
    ends: Array.from({ length: text.length }, (_, at) => at + 1),
  };
  const readings: [Letters, ...Letters[]] = [lettersAlone(asWritten)];
  let last = asWritten;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const read = escapesRead(last);
    if (read.text === last.text) break;
    readings.push(lettersAlone(read));
    last = read;
  }
  return readings;
}

/** In lower case, without what may stand between letters. */
function lettersAlone({ text, starts, ends }: Letters): Letters {
  const kept = Array.from({ length: text.length }, (_, at) => at).filter((at) => !BETWEEN.test(text[at]));
  return {
    text: kept.map((at) => lowerCase(text[at])).join(''),
    starts: kept.map((at) => starts[at]),
    ends: kept.map((at) => ends[at]),
  };
}

/** A few characters have more than one in lower case. */
function lowerCase(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}

function escapesRead({ text, starts, ends }: Letters): Letters {
  const read: { text: string; starts: number[]; ends: number[] } = { text: '', starts: [], ends: [] };
  for (let at = 0; at < text.length; ) {
    ESCAPE.lastIndex = at;
    const match = ESCAPE.exec(text);
    const length = match?.[0].length ?? 1;
    const characters = match ? characterOf(match) : text[at];
    for (const unit of characters.split('')) {
      read.text += unit;
      read.starts.push(starts[at]);
      read.ends.push(ends[at + length - 1]);
    }
    at += length;
  }
  return read;
}

function characterOf([, ...groups]: RegExpExecArray): string {
  const [percent, unicode, point, hex, htmlHex, html, entity, simple] = groups;
  if (entity !== undefined) return ENTITIES[entity.toLowerCase()];
  if (simple !== undefined) return CONTROLS.includes(simple) ? '\n' : simple;
  const digits = percent ?? unicode ?? point ?? hex ?? htmlHex;
  const code = digits === undefined ? Number(html) : Number.parseInt(digits, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\n';
}
