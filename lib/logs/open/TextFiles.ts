import type { Survey } from '../decode/Survey.js';
import type { Asked } from '../smallFiles/Asked.js';
import { Pack } from '../smallFiles/Pack.js';
import { areRecords, packJson } from '../smallFiles/packJson.js';
import { packText } from '../smallFiles/packText.js';
import { Sample } from '../smallFiles/Sample.js';
import type { TextLayout } from '../smallFiles/textLayout.js';
import type { OpenedRows } from './OpenedRows.js';
import { openCsvLines, openJsonLines } from './openLines.js';
import { openCsvPack, openJsonPack, type PackedFiles } from './openPack.js';
import type { Session } from './Session.js';

/** Larger text, in bytes, is read in place, if DuckDB can. */
const SMALL = 2 ** 22;

/** How many characters of all layouts wait at most. */
const MOST_WAITING = 2 ** 22;

/**
 * Collects text files, and opens them together: large plain files in place, all others packed, with one pack
 * for JSON and one for each layout of columns.
 */
export class TextFiles {
  readonly #session: Session;
  readonly #asked: Asked;
  readonly #plain: OpenedRows[] = [];
  readonly #json = nothingPacked();
  readonly #csv = new Map<string, PackedFiles & { layout: TextLayout }>();

  constructor(session: Session, asked: Asked) {
    this.#session = session;
    this.#asked = asked;
  }

  /** How many rows have been packed so far. */
  get numRows(): number {
    return this.#packed.reduce((sum, { pack }) => sum + pack.size, 0);
  }

  get #packed(): PackedFiles[] {
    return [this.#json, ...this.#csv.values()].filter(({ files }) => files.length > 0);
  }

  /** @param number the file's number in the report */
  async addJson(survey: Survey, number: number): Promise<void> {
    if (isPlain(survey) && areRecords(survey, this.#asked)) {
      this.#plain.push(openJsonLines(this.#session, survey, number));
      return;
    }
    this.#json.files.push(survey.file);
    await packJson(survey, this.#asked, number, this.#json);
  }

  /** @param number the file's number in the report */
  async addText(survey: Survey, layout: TextLayout, number: number): Promise<void> {
    if (layout.kind === 'csv' && isPlain(survey) && !survey.hasQuotes) {
      this.#plain.push(openCsvLines(this.#session, survey, layout, number));
      return;
    }
    const { names, separator, isQuoted, numExtra } = layout;
    const key = JSON.stringify([names, separator, isQuoted, numExtra]);
    const group = this.#csv.get(key) ?? { ...nothingPacked(), layout };
    this.#csv.set(key, group);
    group.files.push(survey.file);
    group.layout = await packText(
      survey,
      { ...layout, names: group.layout.names },
      number,
      group,
      this.#asked.mayHold,
    );
    const waiting = this.#packed.reduce((sum, { pack }) => sum + pack.numWaiting, 0);
    if (waiting >= MOST_WAITING) for (const { pack } of this.#packed) await pack.flush();
  }

  /** Opens all of them; after that, none can be added. */
  async open(): Promise<OpenedRows[]> {
    const opened = [...this.#plain];
    for (const { pack } of this.#packed) await pack.flush();
    if (this.#json.files.length > 0) opened.push(openJsonPack(this.#session.connection, this.#json));
    for (const group of this.#csv.values()) opened.push(openCsvPack(group, group.layout));
    return opened;
  }

  /** Removes the temporary files. */
  async remove(): Promise<void> {
    for (const { pack } of this.#packed) await pack.remove();
  }
}

function nothingPacked(): PackedFiles {
  return { pack: new Pack(), sample: new Sample(), files: [] };
}

function isPlain({ encoding, unpackedBytes, hasLongLine, hasBadBytes }: Survey): boolean {
  return encoding === 'utf-8' && unpackedBytes > SMALL && !hasLongLine && !hasBadBytes;
}
