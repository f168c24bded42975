/** A column as a sheet of paper has to take it. In characters. */
export interface PaperColumn {
  /** The longest part of it that can't be broken. */
  least: number;
  /** What its longest cell takes, better not broken. */
  longest: number;
  /** Sentences. */
  isProse: boolean;
  /** Texts, which can stand in a row of their own. */
  isText: boolean;
}

export interface PaperLayout {
  /** Columns that stand in a row of their own, below the others. */
  below: ReadonlySet<number>;
  /** Of the letters, in points. */
  size: number;
  /** Names up to this length, in characters, are not broken, even behind a separator. */
  unbroken: number;
}

/** The letters' sizes, and how many characters of each have room between the margins of A4 (180 mm). */
const SIZES = [
  { size: 9, room: 94 },
  { size: 8, room: 106 },
  { size: 7, room: 121 },
];
/** Between two columns. In characters. */
const GAP = 1.5;
/** Names are left unbroken up to the first of these lengths at which all columns have room. */
const UNBROKEN = [60, 48, 36, 28, 20];
/** Of so many columns sentences would be pillars. */
const MANY_COLUMNS = 5;

/**
 * How a table fits on a sheet of paper with no word broken and no column left out: sentences beside many
 * columns go to a row of their own, then the letters get smaller, then the widest texts follow the sentences.
 */
export function paperLayout(columns: readonly PaperColumn[]): PaperLayout {
  const below = new Set<number>();
  const width = (of: (column: PaperColumn) => number) =>
    columns.reduce((sum, column, n) => sum + (below.has(n) ? 0 : of(column) + GAP), 0);
  if (columns.length >= MANY_COLUMNS) {
    for (const [n, { isProse }] of columns.entries()) if (isProse) below.add(n);
  }
  // The first column stays: it says what a row is about.
  const texts = [...columns.keys()].slice(1).filter((n) => columns[n].isText && !below.has(n));
  texts.sort((a, b) => columns[b].longest - columns[a].longest || b - a);
  for (;;) {
    for (const { size, room } of SIZES) {
      const fits = (most: number) =>
        width(({ least, longest }) => Math.max(least, Math.min(longest, most))) <= room;
      const unbroken = UNBROKEN.find(fits);
      if (unbroken !== undefined) return { below, size, unbroken };
    }
    const next = texts.shift();
    if (next === undefined) return { below, size: SIZES[SIZES.length - 1].size, unbroken: 0 };
    below.add(next);
  }
}
