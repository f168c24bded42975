import { hostSignal } from '../../base/signals/hostSignal.js';
import { createPacer } from '../../base/signals/pacer.js';
import { grouped } from '../../base/text/grouped.js';
import { shownList } from '../../base/text/shownList.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { Survey } from '../decode/Survey.js';
import { surveyFile } from '../decode/surveyFile.js';
import type { FoundFile } from '../find/findFiles.js';
import type { ReadProgress } from '../ReadAccessOptions.js';
import type { Asked } from '../smallFiles/Asked.js';
import { layoutOf } from '../smallFiles/layoutOf.js';
import { NO_COLUMNS, type TextLayout } from '../smallFiles/textLayout.js';
import { LogFiles } from './LogFiles.js';
import type { OpenedRows } from './OpenedRows.js';
import type { Session } from './Session.js';

/** A file that was found but not read. */
export interface SkippedFile {
  file: string;
  /** Why, in a few words: 'empty', 'a broken gzip (...)', 'no log by its content', ... */
  reason: string;
}

/** The files after opening. */
interface OpenedFiles {
  /** The files that are read, by their numbers in the report. */
  files: string[];
  opened: OpenedRows[];
  skipped: SkippedFile[];
  /** How many files have another encoding than UTF-8, by its name. */
  encodings: Record<string, number>;
  /** Removes the temporary files. */
  close(): Promise<void>;
}

interface OpenFilesOptions {
  asked: Asked;
  /** What was asked for, for errors. */
  sources: readonly string[];
  /** The sources that have the first numbers in the report. */
  numbered: readonly string[];
  /** The table of a database that has several. */
  relation?: string;
  onProgress?: (progress: ReadProgress) => void;
}

/**
 * Opens files by their content, together if they can be read as one.
 *
 * @throws Error if a file that was named itself can't be a log, or if none of all can; names them
 */
export async function openFiles(
  session: Session,
  found: readonly FoundFile[],
  { asked, sources, numbered, relation, onProgress }: OpenFilesOptions,
): Promise<OpenedFiles> {
  const skipped: SkippedFile[] = [];
  const logs = new LogFiles(session, asked, numbered);
  const pacer = createPacer(hostSignal());
  const everyNth = Math.ceil(found.length / SHOWN_FILES);
  try {
    for (const [n, each] of found.entries()) {
      if (pacer.due()) await pacer.pause();
      onProgress?.({ files: n, numFiles: found.length, rows: logs.numRows });
      const survey = await surveyed(each);
      const isText = survey.fault === undefined && survey.format === 'text';
      const layout = isText ? await layoutOf(survey, asked) : undefined;
      const fault =
        survey.fault ?? (isForeign(each, survey, layout, asked) ? 'no log by its content' : undefined);
      if (fault === undefined && isSpared(survey, asked, n % everyNth === 0)) continue;
      if (fault === undefined) await logs.add(survey, layout);
      // A file that is named itself may be empty: it has no rows.
      else if (each.isNamed && fault === 'empty') await logs.add(survey, NO_COLUMNS);
      else if (each.isNamed) {
        throw new Error(`Expected ${wanted(each.file)} in ${visibleText(each.file)}, got ${fault}`);
      } else skipped.push({ file: each.file, reason: fault });
    }
    onProgress?.({ files: found.length, numFiles: found.length, rows: logs.numRows });
    if (found.length > 0 && skipped.length === found.length) {
      throw new Error(
        `Expected an access log in ${shownList(sources)}, got none among ${grouped(skipped.length)} files: ${shownSkips(skipped)}`,
      );
    }
    const opened = await logs.open(relation, true);
    const encodings = Object.fromEntries([...logs.encodings].filter(([name]) => name !== 'UTF-8'));
    return { files: logs.files, opened, skipped, encodings, close: () => logs.close() };
  } catch (error) {
    await logs.close();
    throw error;
  }
}

/** With up to this many files, all rows show which fields there are. */
const SHOWN_FILES = 40;

/** Whether a small file has no wanted row: checking that takes a fraction of the time of reading its rows. */
function isSpared({ contents, encoding }: Survey, { mayHold }: Asked, isShown: boolean): boolean {
  if (mayHold === undefined || contents === undefined || isShown || encoding.startsWith('utf-16'))
    return false;
  return !mayHold(contents.toString('latin1'));
}

/** This many lines of a file show which fields there are, and whether one has another type in some rows. */
const SAMPLED_LINES = 5000;

async function surveyed({ file, fault }: FoundFile): Promise<Survey> {
  const survey = await surveyFile(file, { fault, sampleSize: SAMPLED_LINES });
  if (survey.fault !== undefined || survey.format === 'duckdb' || !isDatabaseByName(file)) return survey;
  return { ...survey, fault: 'a file of another kind' };
}

function isDatabaseByName(file: string): boolean {
  return /\.duckdb$/i.test(file);
}

function wanted(file: string): string {
  return isDatabaseByName(file) ? 'a DuckDB database' : 'an access log';
}

/** Whether a file in a folder isn't a log, neither by its name nor by its text. */
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

/** The first of some files that were skipped, and why. */
export function shownSkips(skipped: readonly SkippedFile[]): string {
  const listed = skipped.map(({ file, reason }) => `${visibleText(file)} (${reason})`);
  return shownList(listed, String);
}
