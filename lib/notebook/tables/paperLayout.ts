/** The room that a column needs on a sheet of paper, in characters. */
export interface PaperColumn {
  /** The length of its longest part that can't be broken. */
  least: number;
  /** The length of its longest cell, preferably unbroken. */
  longest: number;
  /** Whether it has sentences. */
  isProse: boolean;
  /** Whether it has texts, which can have a row of their own. */
  isText: boolean;
}

export interface PaperLayout {
  /** Columns that get a row of their own, below the others. */
  below: ReadonlySet<number>;
  /** The size of the letters, in points. */
  size: number;
  /** Names up to this length, in characters, are not broken, even behind a separator. */
  unbroken: number;
}

/** The sizes of letters, and how many characters of each fit between the margins of A4 (180 mm). */
const SIZES = [
  { size: 9, room: 94 },
  { size: 8, room: 106 },
  { size: 7, room: 121 },
];
/** The gap between two columns, in characters. */
const GAP = 1.5;
/** Names are left unbroken up to the first of these lengths at which all columns have room. */
const UNBROKEN = [60, 48, 36, 28, 20];
/** With this many columns, sentences would be too narrow. */
const MANY_COLUMNS = 5;

/**
 * Fits a table on a sheet of paper without breaking a word or leaving out a column. In a table of many
 * columns, sentences move to a row of their own; then the letters get smaller; then the widest texts move,
 * too.
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
