import type { Survey } from '../decode/Survey.js';
import { surveyFile } from '../decode/surveyFile.js';
import type { FoundFile } from '../find/findFiles.js';
import { LogFiles } from '../open/LogFiles.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import type { SkippedFile } from '../open/openFiles.js';
import type { Session } from '../open/Session.js';
import type { Asked } from '../smallFiles/Asked.js';
import { layoutOf } from '../smallFiles/layoutOf.js';
import type { TextLayout } from '../smallFiles/textLayout.js';

/** In how many files some rows are looked at. */
const MOST_FILES = 60;

/** How many bytes of a file are read. */
const MOST_BYTES = 2 ** 22;

/** Beyond this many rows, some are not looked at. */
const SAMPLED_WHOLE = 1000;

/** Some rows of some files. */
interface SampledFiles {
  opened: OpenedRows[];
  /** What the files are, the most frequent first: 'JSON lines', 'CSV separated by semicolons', ... */
  formats: string[];
  /** 'UTF-8', 'Windows-1252', ... */
  encodings: string[];
  skipped: SkippedFile[];
  /** How many files were looked at. */
  numFiles: number;
  /** Whether that was everything in all text files. */
  isAll: boolean;
  close(): Promise<void>;
}

/** Opens the beginnings of some files, spread over all of them. */
export async function sampleFiles(
  session: Session,
  found: readonly FoundFile[],
  asked: Asked,
  relation: string | undefined,
): Promise<SampledFiles> {
  const chosen = spread(found, MOST_FILES);
  const logs = new LogFiles(session, asked);
  const formats = new Map<string, number>();
  const skipped: SkippedFile[] = [];
  let isAll = chosen.length === found.length;
  try {
    for (const { file, fault } of chosen) {
      const survey = await surveyFile(file, { fault, mostBytes: MOST_BYTES });
      if (survey.fault !== undefined) {
        skipped.push({ file, reason: survey.fault });
        continue;
      }
      const beginning = beginningOf(survey);
      const layout = survey.format === 'text' ? await layoutOf(beginning, asked) : undefined;
      const format = formatName(survey, layout);
      formats.set(format, (formats.get(format) ?? 0) + 1);
      isAll &&= survey.contents !== undefined || !isTextual(survey);
      await logs.add(beginning, layout);
    }
    isAll &&= logs.numRows < SAMPLED_WHOLE;
    return {
      ...{ opened: await logs.open(relation, false), skipped, isAll },
      formats: [...formats].sort(([, a], [, b]) => b - a).map(([format]) => format),
      encodings: [...logs.encodings.keys()],
      numFiles: chosen.length - skipped.length,
      close: () => logs.close(),
    };
  } catch (error) {
    await logs.close();
    throw error;
  }
}

/** DuckDB reads others itself. */
function isTextual({ format }: Survey): boolean {
  return format !== 'parquet' && format !== 'duckdb';
}

const PACKED = { none: '', gzip: ', gzip', zstd: ', zstd' };

const SEPARATORS: Partial<Record<string, string>> = {
  ...{ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars', ' ': 'spaces' },
};

function formatName({ format, compression }: Survey, layout: TextLayout | undefined): string {
  if (format === 'parquet') return 'Parquet';
  if (format === 'duckdb') return 'a DuckDB database';
  const name = layout === undefined ? (format === 'json' ? 'JSON' : 'JSON lines') : layoutName(layout);
  return name + PACKED[compression];
}

function layoutName({ kind, separator }: TextLayout): string {
  if (kind === 'zeek') return "Zeek's TSV";
  if (kind === 'w3c') return 'W3C extended log format';
  return `CSV separated by ${SEPARATORS[separator] ?? separator}`;
}

/** The part of a file that was read, as if it were the whole file. */
function beginningOf(survey: Survey): Survey {
  if (survey.contents !== undefined || !isTextual(survey)) return survey;
  const end = Math.max(survey.head.lastIndexOf('\n'), survey.head.lastIndexOf('\r'));
  const text = survey.format === 'json' || end < 0 ? survey.head : survey.head.slice(0, end + 1);
  const contents = Buffer.from(text);
  return { ...survey, contents, encoding: 'utf-8', compression: 'none', unpackedBytes: contents.length };
}

/** Some entries of a list, spread over all of it. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, n) => list[Math.floor((n * list.length) / count)]);
}
