import { bitsOf } from '../base/numbers/bitsOf.js';
import { concatenate } from '../base/numbers/concatenate.js';
import { hostSignal } from '../base/signals/hostSignal.js';
import { createPacer } from '../base/signals/pacer.js';

/** Rows, column by column. */
export type RowColumns = (Int32Array | Float64Array)[];

/** How many rows are moved at once, so that their places stay in the cache. */
const BLOCK = 2 ** 16;

/** Writing to more places than this misses the cache; codes with more bits take several passes. */
const MOST_BITS = 17;

/**
 * Sorts rows by their first columns, which hold codes from 0, by a stable radix sort, last column first. It
 * frees the pieces as it goes, and an interrupt of the notebook stops it.
 *
 * @param pieces the rows, piece by piece, at least one; don't use them afterwards
 * @param sizes the number of codes of each column to sort by, the most important column first
 */
export async function sortByCodes(pieces: RowColumns[], sizes: readonly number[]): Promise<RowColumns> {
  const pacer = createPacer(hostSignal());
  const passes = sizes
    .flatMap((size, column) => digitsOf(size).map((digit) => ({ column, ...digit })))
    .reverse();
  const kinds = pieces[0].map((values) => sameKind(values, 0));
  if (passes.length === 0) return kinds.map((kind, n) => joined(kind, pieces, n));
  const numRows = pieces.reduce((sum, [codes]) => sum + codes.length, 0);
  let [from, spare]: [RowColumns[], RowColumns | undefined] = [pieces, undefined];
  for (const { column, ...digit } of passes) {
    const starts = startsOf(from, column, digit);
    const to: RowColumns = spare ?? kinds.map((values) => sameKind(values, numRows));
    // Columns that follow from where digits begin needn't be moved.
    const moved = [...to.keys()].filter((n) => n !== column || !digit.isWhole);
    spare = from === pieces ? undefined : from[0];
    for (let rows = from.shift(); rows !== undefined; rows = from.shift()) {
      for (let begin = 0; begin < rows[column].length; begin += BLOCK) {
        const block = rows.map((values) => values.subarray(begin, begin + BLOCK));
        const places = placesOf(block[column] as Int32Array, starts, digit);
        for (const n of moved) move(block[n], to[n], places);
        if (pacer.due()) await pacer.pause();
      }
    }
    if (digit.isWhole) fillRuns(to[column], starts);
    from = [to];
  }
  return from[0];
}

interface Digit {
  shift: number;
  bits: number;
  /** Whether it is the whole code. */
  isWhole: boolean;
}

/** The digits of codes, most significant first. */
function digitsOf(size: number): Digit[] {
  const bits = bitsOf(size);
  const count = Math.ceil(bits / MOST_BITS);
  const width = Math.ceil(bits / count);
  return Array.from({ length: count }, (_, n) => {
    const shift = (count - 1 - n) * width;
    return { shift, bits: Math.min(width, bits - shift), isWhole: count === 1 };
  });
}

/** Where rows of each digit begin. */
function startsOf(from: readonly RowColumns[], column: number, { shift, bits }: Digit): Uint32Array {
  const starts = new Uint32Array(2 ** bits + 1);
  const mask = 2 ** bits - 1;
  for (const rows of from) {
    const codes = rows[column];
    for (let row = 0; row < codes.length; row++) starts[((codes[row] >>> shift) & mask) + 1]++;
  }
  for (let digit = 1; digit < starts.length; digit++) starts[digit] += starts[digit - 1];
  return starts;
}

const places = new Uint32Array(BLOCK);

/** Where each row of a block goes; the next row of that digit goes one further. */
function placesOf(codes: Int32Array, starts: Uint32Array, { shift, bits }: Digit): Uint32Array {
  const mask = 2 ** bits - 1;
  for (let row = 0; row < codes.length; row++) places[row] = starts[(codes[row] >>> shift) & mask]++;
  return places;
}

/** Writes each code as often as it occurs; `starts` says where the next one begins. */
function fillRuns(codes: RowColumns[number], starts: Uint32Array): void {
  let begin = 0;
  for (let code = 0; code < starts.length - 1; code++) {
    codes.fill(code, begin, starts[code]);
    begin = starts[code];
  }
}

function move(values: RowColumns[number], to: RowColumns[number], places: Uint32Array): void {
  if (values instanceof Int32Array) moveCodes(values, to as Int32Array, places);
  else moveNumbers(values, to as Float64Array, places);
}

// There are two functions, since one for both kinds of arrays would be slow for both.
function moveCodes(values: Int32Array, to: Int32Array, places: Uint32Array): void {
  for (let row = 0; row < values.length; row++) to[places[row]] = values[row];
}

function moveNumbers(values: Float64Array, to: Float64Array, places: Uint32Array): void {
  for (let row = 0; row < values.length; row++) to[places[row]] = values[row];
}

function joined(kind: RowColumns[number], pieces: readonly RowColumns[], column: number): RowColumns[number] {
  const parts = pieces.map((rows) => rows[column]);
  return kind instanceof Int32Array ? concatenate(Int32Array, parts) : concatenate(Float64Array, parts);
}

function sameKind(values: Int32Array | Float64Array, length: number): Int32Array | Float64Array {
  return values instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
}
