import type { DuckDBConnection } from '@duckdb/node-api';
import { hostSignal } from '../base/signals/hostSignal.js';
import { createPacer } from '../base/signals/pacer.js';
import { visibleText } from '../base/text/visibleText.js';
import type { DuckDb } from '../sql/openDuckDb.js';
import type { FoundFile } from './find/findFiles.js';
import { ENCODING_NAMES } from './lines/encodings.js';
import type { Survey } from './lines/Survey.js';
import { surveyFile } from './lines/surveyFile.js';
import type { OpenedRows } from './open/OpenedRows.js';
import { type NumberedFile, openParquet } from './open/openParquet.js';
import { TextFiles } from './open/TextFiles.js';
import type { Asked } from './packs/Asked.js';
import { layoutOf } from './packs/layoutOf.js';
import type { TextLayout } from './packs/textLayout.js';
import type { ReadProgress } from './ReadAccessOptions.js';

/** A file that was found and not read. */
export interface SkippedFile {
  file: string;
  /** Why, in a few words: 'empty', 'a broken gzip (...)', 'no log by its content', ... */
  reason: string;
}

/** What became of files. */
export interface OpenedFiles {
  /** Those that are read, by their numbers in the report. */
  files: string[];
  opened: OpenedRows[];
  /** Of `files`, those that are DuckDB's databases. */
  databases: NumberedFile[];
  skipped: SkippedFile[];
  /** How many files are in another encoding than UTF-8, by its name. */
  encodings: Record<string, number>;
  /** Removes what was written. */
  close(): Promise<void>;
}

export interface OpenFilesOptions {
  asked: Asked;
  /** What was asked for, for errors. */
  sources: readonly string[];
  /** The number of the first file in the report. */
  firstNumber: number;
  onProgress?: (progress: ReadProgress) => void;
}

/**
 * Opens files by what is in them, those together that can be read as one.
 *
 * @throws Error if a file that was named itself can't be a log, or if none of all can; names them
 */
export async function openFiles(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  found: readonly FoundFile[],
  { asked, sources, firstNumber, onProgress }: OpenFilesOptions,
): Promise<OpenedFiles> {
  const files: string[] = [];
  const skipped: SkippedFile[] = [];
  const parquet: NumberedFile[] = [];
  const databases: NumberedFile[] = [];
  const encodings: Record<string, number> = {};
  const texts = new TextFiles(duckDb, connection, asked);
  const pacer = createPacer(hostSignal());
  const close = () => texts.remove();
  try {
    for (const [n, each] of found.entries()) {
      if (pacer.due()) await pacer.pause();
      onProgress?.({ files: n, numFiles: found.length, rows: texts.numRows });
      const survey = await surveyed(each);
      const isText = survey.fault === undefined && survey.format === 'text';
      const layout = isText ? await layoutOf(survey, asked) : undefined;
      const fault =
        survey.fault ?? (isForeign(each, survey, layout, asked) ? 'no log by its content' : undefined);
      // A file that is named itself may be empty: it has no rows.
      if (fault !== undefined && !(each.isNamed && fault === 'empty')) {
        if (each.isNamed)
          throw new Error(`Expected ${wanted(each.file)} in ${visibleText(each.file)}, got ${fault}`);
        skipped.push({ file: each.file, reason: fault });
        continue;
      }
      const number = firstNumber + files.push(each.file) - 1;
      if (survey.encoding !== 'utf-8') {
        const encoding = ENCODING_NAMES[survey.encoding];
        encodings[encoding] = (encodings[encoding] ?? 0) + 1;
      }
      if (survey.format === 'parquet') parquet.push({ path: each.file, number });
      else if (survey.format === 'duckdb') databases.push({ path: each.file, number });
      else if (layout !== undefined || fault === 'empty') {
        await texts.addText(survey, layout ?? NO_COLUMNS, number);
      } else await texts.addJson(survey, number);
    }
    onProgress?.({ files: found.length, numFiles: found.length, rows: texts.numRows });
    if (files.length === 0 && found.length > 0) throw nothingFound(sources, skipped);
    const opened = [...(await openParquet(duckDb, connection, parquet)), ...(await texts.open())];
    return { files, opened, databases, skipped, encodings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const NO_COLUMNS: TextLayout = {
  ...{
    kind: 'csv',
    separator: ',',
    isQuoted: true,
    names: [],
    numExtra: 0,
    numOptional: 0,
    header: '',
    skip: 0,
  },
};

/** So many lines of a file show which fields there are, and whether one is something else in some rows. */
const SAMPLED_LINES = 5000;

async function surveyed({ file, fault }: FoundFile): Promise<Survey> {
  if (fault !== undefined) return { file, fault, encoding: 'utf-8' } as Survey;
  const survey = await surveyFile(file, { sampleSize: SAMPLED_LINES });
  if (survey.fault !== undefined || survey.format === 'duckdb' || !isDatabaseByName(file)) return survey;
  return { ...survey, fault: 'a file of another kind' };
}

function isDatabaseByName(file: string): boolean {
  return /\.duckdb$/i.test(file);
}

function wanted(file: string): string {
  return isDatabaseByName(file) ? 'a DuckDB database' : 'an access log';
}

/** Whether a file of a folder that isn't a log by its name isn't one by its text either. */
function isForeign(
  { isNamed, isLogByName }: FoundFile,
  { format, sample, head }: Survey,
  layout: TextLayout | undefined,
  { isHeader }: Asked,
): boolean {
  if (isNamed || isLogByName) return false;
  if (layout === undefined) return format === 'json' && !/^\s*(?:\[\s*)?\{/.test(head);
  if (layout.kind !== 'csv') return false;
  if (isHeader !== undefined) return !isHeader(layout.names);
  const wide = sample.filter((line) => line.includes(layout.separator));
  return layout.names.length < 2 || wide.length < 0.9 * sample.length;
}

function nothingFound(sources: readonly string[], skipped: readonly SkippedFile[]): Error {
  const listed = skipped.slice(0, 5).map(({ file, reason }) => `${visibleText(file)} (${reason})`);
  const more = skipped.length > listed.length ? ', ...' : '';
  return new Error(
    `Expected an access log in ${sources.map(visibleText).join(', ')}, got none among ${skipped.length} files: ${listed.join(', ')}${more}`,
  );
}
