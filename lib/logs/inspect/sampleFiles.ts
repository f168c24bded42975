import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import type { FoundFile } from '../find/findFiles.js';
import { ENCODING_NAMES } from '../lines/encodings.js';
import type { Survey } from '../lines/Survey.js';
import { surveyFile } from '../lines/surveyFile.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import { openDatabase } from '../open/openDatabase.js';
import { openParquet } from '../open/openParquet.js';
import { TextFiles } from '../open/TextFiles.js';
import type { Asked } from '../packs/Asked.js';
import { layoutOf } from '../packs/layoutOf.js';
import type { TextLayout } from '../packs/textLayout.js';

/** Of so many files some rows are looked at. */
const MOST_FILES = 60;

/** So much of a file is read, in bytes. */
const MOST_BYTES = 2 ** 22;

/** Of more rows in all, some are not looked at. */
const SAMPLED_WHOLE = 1000;

/** Some rows of some files. */
export interface SampledFiles {
  opened: OpenedRows[];
  /**
   * What the files are, in words, the most frequent first: 'JSON lines', 'CSV separated by semicolons', ...
   */
  formats: string[];
  /** 'UTF-8', 'Windows-1252', ... */
  encodings: string[];
  /** Why some were not looked at, by file. */
  skipped: { file: string; reason: string }[];
  /** How many files were looked at. */
  numFiles: number;
  /** Whether that was all of all files. */
  isAll: boolean;
  close(): Promise<void>;
}

/** Opens the beginnings of some files, spread over all of them. */
export async function sampleFiles(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  found: readonly FoundFile[],
  { asked, relation }: { asked: Asked; relation?: string },
): Promise<SampledFiles> {
  const texts = new TextFiles(duckDb, connection, asked);
  const closers: (() => Promise<void>)[] = [() => texts.remove()];
  const close = async () => {
    for (const each of closers) await each();
  };
  try {
    return { ...(await openSome(duckDb, connection, found, { texts, closers, asked, relation })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface OpenSome {
  texts: TextFiles;
  /** What is to be closed is added. */
  closers: (() => Promise<void>)[];
  asked: Asked;
  relation?: string;
}

async function openSome(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  found: readonly FoundFile[],
  { texts, closers, asked, relation }: OpenSome,
): Promise<Omit<SampledFiles, 'close'>> {
  const chosen = spread(found, MOST_FILES);
  const opened: OpenedRows[] = [];
  const formats = new Map<string, number>();
  const encodings = new Set<string>();
  const skipped: SampledFiles['skipped'] = [];
  let isAll = chosen.length === found.length;
  const count = (format: string) => formats.set(format, (formats.get(format) ?? 0) + 1);
  for (const [number, { file, fault: known }] of chosen.entries()) {
    const survey = known === undefined ? await surveyFile(file, { mostBytes: MOST_BYTES }) : undefined;
    const fault = known ?? survey?.fault;
    if (survey === undefined || fault !== undefined) {
      skipped.push({ file, reason: fault ?? 'unknown' });
      continue;
    }
    isAll &&= survey.contents !== undefined;
    if (survey.format === 'parquet') {
      opened.push(...(await openParquet(duckDb, connection, [{ path: file, number }])));
      count('Parquet');
    } else if (survey.format === 'duckdb') {
      const attached = await openDatabase(duckDb, connection, { path: file, number }, relation);
      closers.push(attached.close);
      opened.push(attached.opened);
      count('a DuckDB database');
    } else {
      encodings.add(ENCODING_NAMES[survey.encoding]);
      const beginning = beginningOf(survey);
      if (survey.format === 'text') {
        const layout = await layoutOf(beginning, asked);
        count(`${layoutName(layout)}${PACKED[survey.compression]}`);
        await texts.addText(beginning, layout, number);
      } else {
        count(`${survey.format === 'json' ? 'JSON' : 'JSON lines'}${PACKED[survey.compression]}`);
        await texts.addJson(beginning, number);
      }
    }
  }
  isAll &&= texts.numRows < SAMPLED_WHOLE;
  opened.push(...(await texts.open()));
  return {
    ...{ opened, skipped, isAll, numFiles: chosen.length - skipped.length },
    formats: [...formats].sort(([, a], [, b]) => b - a).map(([format]) => format),
    encodings: [...encodings],
  };
}

const PACKED = { none: '', gzip: ', gzip', zstd: ', zstd' };

const SEPARATORS: Partial<Record<string, string>> = {
  ...{ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars', ' ': 'spaces' },
};

function layoutName({ kind, separator }: TextLayout): string {
  if (kind === 'zeek') return "Zeek's TSV";
  if (kind === 'w3c') return 'W3C extended log format';
  return `CSV separated by ${SEPARATORS[separator] ?? separator}`;
}

/** What was read of a file, as if it were all of it. */
function beginningOf(survey: Survey): Survey {
  if (survey.contents !== undefined) return survey;
  const end = Math.max(survey.head.lastIndexOf('\n'), survey.head.lastIndexOf('\r'));
  const text = survey.format === 'json' || end < 0 ? survey.head : survey.head.slice(0, end + 1);
  const contents = Buffer.from(text);
  return { ...survey, contents, encoding: 'utf-8', compression: 'none', unpackedBytes: contents.length };
}

/** Some of a list from everywhere in it. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, n) => list[Math.floor((n * list.length) / count)]);
}
