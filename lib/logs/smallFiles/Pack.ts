import { appendFile, rm } from 'node:fs/promises';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { SPILL_MODE, spillFile } from '../../sql/spillFolder.js';
import { sqlText } from '../../sql/sqlText.js';

/** Stands between the parts of a line. */
const PART = '\x1f';
const ESCAPE = '\x1c';

/** How many characters wait until they are written. */
const BUFFERED = 2 ** 20;

/** How many characters of an incomplete row are kept for the report. */
const SHOWN = 1000;

/**
 * Packs the rows of many files into one file, which SQL reads at once. Each row is a line: the numbers of its
 * file and its first line, whether it is whole, and its text. For 4,000 files that takes a hundredth of the
 * time.
 */
export class Pack {
  /** It is in the folder for DuckDB's temporary files. */
  readonly path = spillFile('rows');
  /** How many rows there are. */
  size = 0;
  #waiting: string[] = [];
  #length = 0;
  /** The length of the longest row, in UTF-16 units of at most three bytes each. */
  #longest = 0;

  /** How many characters wait. */
  get numWaiting(): number {
    return this.#length;
  }

  /** Whether it is time to `flush`. */
  get isFull(): boolean {
    return this.#length > BUFFERED;
  }

  add(file: number, line: number, isWhole: boolean, text: string): void {
    const kept = escaped(isWhole ? text : text.slice(0, SHOWN));
    this.#waiting.push(`${file}${PART}${line}${PART}${isWhole ? 1 : 0}${PART}${kept}\n`);
    this.#length += kept.length;
    this.#longest = Math.max(this.#longest, kept.length);
    this.size++;
  }

  /** Writes what waits, and lets the notebook's interrupt happen. */
  async flush(): Promise<void> {
    hostSignal()?.throwIfAborted();
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#length = 0;
    await appendFile(this.path, text, { mode: SPILL_MODE });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  /** The rows as a relation, as SQL: file, line, is_whole and row, the text as `escaped` makes it. */
  get relation(): string {
    // DuckDB reserves several times this, so it is no larger than necessary.
    const longest = Math.max(2 ** 21, 3 * this.#longest + 100);
    return `read_csv(${sqlText(this.path)}, auto_detect = false, header = false, delim = chr(31), quote = '', escape = '',
      comment = '', hive_partitioning = false, max_line_size = ${longest}, buffer_size = ${16 * longest}, strict_mode = true, null_padding = false, new_line = '\\n',
      columns = {file: 'INTEGER', line: 'BIGINT', is_whole: 'INTEGER', row: 'VARCHAR'})`;
  }
}

function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand on a line.
  if (!/[\x1c\x1f\n\r]/.test(text)) return text;
  return text
    .replaceAll(ESCAPE, `${ESCAPE}0`)
    .replaceAll('\n', `${ESCAPE}1`)
    .replaceAll('\r', `${ESCAPE}2`)
    .replaceAll(PART, `${ESCAPE}3`);
}

/** The text that was packed, as SQL. */
export function unpacked(sql: string): string {
  const replace = (text: string, code: string, character: number) =>
    `replace(${text}, chr(28) || '${code}', chr(${character}))`;
  const whole = replace(replace(replace(replace(sql, '3', 31), '2', 13), '1', 10), '0', 28);
  return `CASE WHEN contains(${sql}, chr(28)) THEN ${whole} ELSE ${sql} END`;
}
