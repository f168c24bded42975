import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import type { Survey } from '../lines/Survey.js';
import type { Asked } from '../packs/Asked.js';
import { Pack } from '../packs/Pack.js';
import { areRecords, packJson } from '../packs/packJson.js';
import { packText } from '../packs/packText.js';
import { Sample } from '../packs/Sample.js';
import type { TextLayout } from '../packs/textLayout.js';
import type { OpenedRows } from './OpenedRows.js';
import { openCsvLines, openJsonLines } from './openLines.js';
import { openCsvPack, openJsonPack } from './openPack.js';

/** Text of more bytes is read where it is, if DuckDB can. */
const SMALL = 2 ** 22;

/** So many characters of all layouts wait at the most. */
const MOST_WAITING = 2 ** 22;

interface CsvGroup {
  pack: Pack;
  sample: Sample;
  layout: TextLayout;
  files: string[];
}

/**
 * Collects text files, and opens them together: those that are large and plain each where they are, all
 * others packed, one pack for JSON and one for each layout of columns.
 */
export class TextFiles {
  readonly #duckDb: DuckDb;
  readonly #connection: DuckDBConnection;
  readonly #asked: Asked;
  readonly #plain: OpenedRows[] = [];
  readonly #csv = new Map<string, CsvGroup>();
  #json: { pack: Pack; sample: Sample; files: string[] } | undefined;

  constructor(duckDb: DuckDb, connection: DuckDBConnection, asked: Asked) {
    this.#duckDb = duckDb;
    this.#connection = connection;
    this.#asked = asked;
  }

  /** How many rows were packed by now. */
  get numRows(): number {
    const packs = [...this.#csv.values(), ...(this.#json === undefined ? [] : [this.#json])];
    return packs.reduce((sum, { pack }) => sum + pack.size, 0);
  }

  /** @param number the file's number in the report */
  async addJson(survey: Survey, number: number): Promise<void> {
    const { file: path, compression, sample, unpackedBytes: bytes } = survey;
    if (isPlain(survey) && areRecords(survey, this.#asked)) {
      this.#plain.push(
        openJsonLines(this.#duckDb, this.#connection, { path, compression, sample, bytes, number }),
      );
      return;
    }
    this.#json ??= { pack: new Pack(), sample: new Sample(), files: [] };
    this.#json.files.push(path);
    await packJson(survey, this.#asked, number, this.#json);
  }

  /** @param number the file's number in the report */
  async addText(survey: Survey, layout: TextLayout, number: number): Promise<void> {
    const { file: path, compression, sample, unpackedBytes: bytes } = survey;
    if (layout.kind === 'csv' && isPlain(survey) && !survey.hasQuotes) {
      this.#plain.push(openCsvLines(this.#duckDb, { path, compression, sample, bytes, number }, layout));
      return;
    }
    const { names, separator, isQuoted, numExtra } = layout;
    const key = JSON.stringify([names, separator, isQuoted, numExtra]);
    let group = this.#csv.get(key);
    if (group === undefined) {
      group = { pack: new Pack(), sample: new Sample(), layout, files: [] };
      this.#csv.set(key, group);
    }
    group.files.push(path);
    group.layout = await packText(survey, { ...layout, names: group.layout.names }, number, group);
    await this.#flushAll();
  }

  /** Writes what waits in all packs, where that is much in all. */
  async #flushAll(): Promise<void> {
    const packs = Array.from(this.#csv.values(), ({ pack }) => pack);
    if (packs.reduce((sum, { numWaiting }) => sum + numWaiting, 0) < MOST_WAITING) return;
    for (const pack of packs) await pack.flush();
  }

  /** All of them: no other can be added. */
  async open(): Promise<OpenedRows[]> {
    const opened = [...this.#plain];
    if (this.#json !== undefined) {
      await this.#json.pack.flush();
      opened.push(openJsonPack(this.#connection, this.#json));
    }
    for (const group of this.#csv.values()) {
      await group.pack.flush();
      opened.push(openCsvPack(group, group.layout));
    }
    return opened;
  }

  /** Removes what was written. */
  async remove(): Promise<void> {
    for (const { pack } of this.#csv.values()) await pack.remove();
    await this.#json?.pack.remove();
  }
}

function isPlain({ encoding, unpackedBytes, hasLongLine, hasBadBytes }: Survey): boolean {
  return encoding === 'utf-8' && unpackedBytes > SMALL && !hasLongLine && !hasBadBytes;
}
