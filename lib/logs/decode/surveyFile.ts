import { readFileSync } from 'node:fs';
import { bytesAt } from './bytesAt.js';
import { bytesOf } from './bytesOf.js';
import { type Compression, compressionOf } from './compressionOf.js';
import { entryFault, openFault } from './entryFault.js';
import { parquetFault } from './parquetFault.js';
import { databaseFormat, LOOK } from './refusedFormat.js';
import type { Survey, SurveyOptions } from './Survey.js';
import { TextSurvey } from './TextSurvey.js';
import { unpackSmall } from './unpackSmall.js';

/** Files of up to this many bytes, packed and unpacked, are read at once. */
const SMALL = 2 ** 22;

/** Pieces are shorter than the shortest line that is too long. */
const PIECE = 2 ** 20;

/**
 * What a file is: how it is packed, its encoding and its format, by its content, and some of its text. It is
 * read to its end, because only that shows whether a packed file is whole; Parquet and DuckDB's databases
 * aren't. A bad file raises no error: its `fault` says why it can't be a log.
 */
export async function surveyFile(file: string, options: SurveyOptions = {}): Promise<Survey> {
  const { size = 0, fault } = options.fault === undefined ? entryFault(file) : { fault: options.fault };
  const nothing: Survey = { ...NOTHING, file, size, fault };
  if (fault !== undefined) return nothing;
  if (size === 0) return { ...nothing, fault: emptyByName(file) };
  let head: Buffer;
  try {
    head = size <= SMALL ? readFileSync(file) : bytesAt(file, 0, LOOK);
  } catch (error) {
    return { ...nothing, fault: openFault(error) };
  }
  const compression = compressionOf(head);
  if (compression !== 'none') return surveyText({ ...nothing, compression }, head, options);
  const format = databaseFormat(head);
  if (format === 'duckdb') return { ...nothing, format };
  if (format === 'parquet') return { ...nothing, format, fault: parquetFault(file, size) };
  const broken = noParquet(file);
  return broken === undefined ? surveyText(nothing, head, options) : { ...nothing, fault: broken };
}

async function surveyText(known: Survey, head: Buffer, options: SurveyOptions): Promise<Survey> {
  const { mostBytes = Number.POSITIVE_INFINITY, sampleSize = 200 } = options;
  const { file, size, compression } = known;
  const text = new TextSurvey(sampleSize);
  let contents: Buffer | undefined;
  let isWhole = true;
  try {
    if (size <= SMALL) contents = await unpackSmall(head, compression, SMALL);
    for await (const chunk of contents ? piecesOf(contents) : bytesOf(file, compression)) {
      isWhole = text.unpackedBytes < mostBytes;
      if (!isWhole) break;
      text.add(chunk);
      if (text.fault !== undefined) return { ...known, fault: text.fault };
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isOfFile = code !== undefined && /^E[A-Z]+$/.test(code);
    return { ...known, fault: isOfFile ? openFault(error) : brokenPack(compression, message) };
  }
  const facts = text.end(isWhole);
  return facts.fault === undefined
    ? { ...known, ...facts, isWhole, contents }
    : { ...known, fault: facts.fault };
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length || start === 0; start += PIECE) {
    yield bytes.subarray(start, start + PIECE);
  }
}

const NOTHING: Omit<Survey, 'file' | 'size'> = {
  compression: 'none',
  encoding: 'utf-8',
  format: 'text',
  head: '',
  sample: [],
  unpackedBytes: 0,
  isWhole: true,
  hasLongLine: false,
  hasBadBytes: false,
  hasQuotes: false,
};

function brokenPack(compression: Compression, what: string): string {
  return `a broken ${compression === 'zstd' ? 'zstd file' : 'gzip'} (${what})`;
}

/** What is wrong with an empty file whose name says that it is packed. */
function emptyByName(file: string): string {
  if (/\.gz$/i.test(file)) return brokenPack('gzip', 'no bytes');
  return /\.zst$/i.test(file) ? brokenPack('zstd', 'no bytes') : (noParquet(file) ?? 'empty');
}

/** What is wrong with a file that is named as Parquet, but doesn't begin like it. */
function noParquet(file: string): string | undefined {
  return /\.parquet$/i.test(file) ? 'a broken Parquet file (its start is missing)' : undefined;
}
