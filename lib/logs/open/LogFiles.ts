import { ENCODING_NAMES } from '../decode/encodings.js';
import type { Survey } from '../decode/Survey.js';
import type { Asked } from '../smallFiles/Asked.js';
import type { TextLayout } from '../smallFiles/textLayout.js';
import type { OpenedRows } from './OpenedRows.js';
import { openDatabase } from './openDatabase.js';
import { type NumberedFile, openParquet } from './openParquet.js';
import type { Session } from './Session.js';
import { TextFiles } from './TextFiles.js';

/** Collects files by what is in them, and opens them until it is closed. */
export class LogFiles {
  /** All files by their numbers; for an opened database, the file and its table. */
  readonly files: string[];
  /** How many text files have each encoding, by its name. */
  readonly encodings = new Map<string, number>();
  readonly #session: Session;
  readonly #parquet: NumberedFile[] = [];
  readonly #databases: NumberedFile[] = [];
  readonly #texts: TextFiles;
  readonly #closers: (() => Promise<void>)[];

  /** @param numbered the sources that have the first numbers */
  constructor(session: Session, asked: Asked, numbered: readonly string[] = []) {
    this.files = [...numbered];
    this.#session = session;
    this.#texts = new TextFiles(session, asked);
    this.#closers = [() => this.#texts.remove()];
  }

  /** How many rows have been packed so far. */
  get numRows(): number {
    return this.#texts.numRows;
  }

  /** @param layout the layout of the text's columns; undefined if it isn't text */
  async add(survey: Survey, layout: TextLayout | undefined): Promise<void> {
    const { file: path, format } = survey;
    const number = this.files.push(path) - 1;
    if (format === 'parquet') this.#parquet.push({ path, number });
    else if (format === 'duckdb') this.#databases.push({ path, number });
    else {
      const encoding = ENCODING_NAMES[survey.encoding];
      this.encodings.set(encoding, (this.encodings.get(encoding) ?? 0) + 1);
      if (layout === undefined) await this.#texts.addJson(survey, number);
      else await this.#texts.addText(survey, layout, number);
    }
  }

  /**
   * Opens all files, as the last step. @param areJoined whether Parquet files of one layout are read as one
   */
  async open(relation: string | undefined, areJoined: boolean): Promise<OpenedRows[]> {
    const opened: OpenedRows[] = [];
    for (const files of areJoined ? [this.#parquet] : this.#parquet.map((file) => [file])) {
      opened.push(...(await openParquet(this.#session, files)));
    }
    for (const file of this.#databases) {
      const table = await openDatabase(this.#session, file, relation);
      this.#closers.push(table.close);
      [this.files[file.number]] = table.opened.files;
      opened.push(table.opened);
    }
    return [...opened, ...(await this.#texts.open())];
  }

  /** Removes temporary files, and detaches databases. */
  async close(): Promise<void> {
    for (const close of this.#closers) await close();
  }
}
