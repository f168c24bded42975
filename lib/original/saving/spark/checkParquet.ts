import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { describe } from '../../../base/text/describe.js';
import { readAt } from './readAt.js';
import { BY_SPARK, type ParquetLeaf, sparkLeaves } from './sparkSchema.js';
import { readThrift, type ThriftStruct } from './thriftCompact.js';
import { listIn, numberIn, optionalNumber, structIn, structsIn, textsIn } from './thriftFields.js';

const MAGIC = 'PAR1';
/** The footer's length and the magic word, at the end. */
const TAIL = 8;

const PAGE = { data: 0, dictionary: 2 } as const;
const UNCOMPRESSED = 0;

/**
 * Checks a Parquet file that Spark wrote: each page has a CRC-32 of its data. The headers of pages and the
 * footer have none, but are compared with each other: Parquet stores nearly all of it twice.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/checksumming/
 * @throws Error saying what is damaged, or that a page has no checksum
 */
export async function checkParquet(file: FileHandle, bytes: number): Promise<void> {
  const head = await readAt(file, 0, Math.min(MAGIC.length, bytes));
  const tail = await readAt(file, Math.max(0, bytes - TAIL), Math.min(TAIL, bytes));
  const isWhole =
    bytes >= MAGIC.length + TAIL && head.toString('latin1') === MAGIC && tail.toString('latin1', 4) === MAGIC;
  if (!isWhole) throw new Error('no whole Parquet file');
  const footerBytes = tail.readUInt32LE(0);
  const footerStart = bytes - TAIL - footerBytes;
  if (footerStart < MAGIC.length) throw new Error('a footer that is longer than the file');
  const { struct: footer, end } = readThrift(await readAt(file, footerStart, footerBytes));
  if (end !== footerBytes) throw new Error('a footer of another length than the file says');

  const leaves = sparkLeaves(footer);
  const groups = structsIn(footer, 4, 'groups of rows');
  let rows = 0;
  let at = MAGIC.length;
  for (const group of groups) {
    rows += numberIn(group, 3, 'number of rows');
    at = await checkGroup(file, group, leaves, at, footerStart);
  }
  if (numberIn(footer, 3, 'number of rows') !== rows) throw new Error('another number of rows than it says');
}

/** A column in a group of rows, according to the footer. */
interface Chunk {
  leaf: ParquetLeaf;
  start: number;
  dataStart: number;
  end: number;
  meta: ThriftStruct;
  codec: number;
}

/** Columns are stored one after the other. @returns where the last one ends */
async function checkGroup(
  file: FileHandle,
  group: ThriftStruct,
  leaves: readonly ParquetLeaf[],
  start: number,
  limit: number,
): Promise<number> {
  const rows = numberIn(group, 3, 'number of rows');
  const columns = structsIn(group, 1, 'columns of a group of rows');
  if (columns.length !== leaves.length) throw new Error('another number of columns in a group of rows');
  const chunks = columns.map((column, n) => chunkOf(column, leaves[n]));
  let at = start;
  for (const [n, chunk] of chunks.entries()) {
    // Spark may leave room before a group of rows, except before the first one.
    const isNext = n === 0 && start > MAGIC.length ? chunk.start >= at : chunk.start === at;
    if (!isNext || chunk.end > limit || chunk.end < chunk.start) {
      throw new Error(`a column ${nameOf(chunk)} at another place than the one before it leaves`);
    }
    if (chunk.codec !== chunks[0].codec) throw new Error('columns that are compressed in several ways');
    const values = checkPages(await readAt(file, chunk.start, chunk.end - chunk.start), chunk);
    if (chunk.leaf.isRepeated ? values < rows : values !== rows) {
      throw new Error(`a column ${nameOf(chunk)} of ${values} values in ${rows} rows`);
    }
    at = chunk.end;
  }
  return at;
}

function chunkOf(column: ThriftStruct, leaf: ParquetLeaf): Chunk {
  const meta = structIn(column, 3, 'description of a column');
  const path = textsIn(meta, 3, 'path of a column');
  const isOfLeaf = path.length === leaf.path.length && path.every((name, n) => name === leaf.path[n]);
  if (!isOfLeaf || numberIn(meta, 1, 'type of a column') !== leaf.type) {
    throw new Error(`a column ${describe(path.join('.'))} in the place of another`);
  }
  if (column.has(1) || meta.has(10)) throw new Error('a column whose data is in another file');
  const dataStart = numberIn(meta, 9, 'place of a column');
  const start = optionalNumber(meta, 11, 'place of a dictionary') ?? dataStart;
  const end = start + numberIn(meta, 7, 'size of a column');
  return { leaf, meta, start, dataStart, end, codec: numberIn(meta, 4, 'compression') };
}

/** Walks over a column's pages, which fill it. @returns how many values they hold */
function checkPages(content: Buffer, { start, dataStart, meta, codec }: Chunk): number {
  let at = 0;
  let values = 0;
  let uncompressed = 0;
  let firstData: number | undefined;
  /** How many pages there are of each kind and encoding, as in the footer. */
  const found = new Map<string, number>();
  while (at < content.length) {
    const { struct: header, end } = readThrift(content, at);
    const size = numberIn(header, 3, 'size of a page');
    const data = content.subarray(end, end + size);
    if (size < 0 || data.length !== size) throw new Error('a page that is longer than its column');
    checkCrc(header, data, start + at);
    const type = numberIn(header, 1, 'kind of a page');
    const plainSize = numberIn(header, 2, 'size of a page');
    if (codec === UNCOMPRESSED && plainSize !== size) throw new Error('a page whose sizes differ');
    const isData = type === PAGE.data;
    if (!isData && (type !== PAGE.dictionary || at > 0)) {
      throw new Error(`a page of kind ${type}, which can't be checked: ${BY_SPARK}`);
    }
    const own = structIn(header, isData ? 5 : 7, 'description of a page');
    const encoding = numberIn(own, 2, 'encoding of a page');
    const kind = `${type} ${encoding}`;
    found.set(kind, (found.get(kind) ?? 0) + 1);
    if (isData) {
      firstData ??= start + at;
      values += numberIn(own, 1, 'number of values');
    }
    uncompressed += end - at + plainSize;
    at = end + size;
  }
  const isAsSaid =
    firstData === dataStart &&
    values === numberIn(meta, 5, 'number of values') &&
    uncompressed === numberIn(meta, 6, 'size of a column');
  if (!isAsSaid) throw new Error("pages that don't match the footer");
  checkEncodings(meta, found);
  return values;
}

function checkCrc(header: ThriftStruct, data: Buffer, at: number): void {
  const crc = optionalNumber(header, 4, 'checksum of a page');
  if (crc === undefined) {
    throw new Error(
      `a page without a checksum at byte ${at} (parquet.page.write-checksum.enabled): ${BY_SPARK}`,
    );
  }
  if (crc !== (crc32(data) | 0)) throw new Error(`a damaged page at byte ${at}: its checksum doesn't match`);
}

function checkEncodings(meta: ThriftStruct, found: ReadonlyMap<string, number>): void {
  const all = listIn(meta, 2, 'encodings');
  const isListed = [...found.keys()].every((kind) => all.includes(Number(kind.split(' ')[1])));
  const counted = meta.has(13) ? structsIn(meta, 13, 'counts of pages') : undefined;
  const isCounted = counted?.every((count) => {
    const kind = `${numberIn(count, 1, 'kind of a page')} ${numberIn(count, 2, 'encoding of a page')}`;
    return found.get(kind) === numberIn(count, 3, 'number of pages');
  });
  if (!isListed || isCounted === false || (counted && counted.length !== found.size)) {
    throw new Error('pages in another encoding than the footer says');
  }
}

function nameOf({ leaf }: Chunk): string {
  return describe(leaf.path.join('.'));
}
