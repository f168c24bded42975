/** This many bytes at the start tell what a file is, and also the kind of a text. */
export const LOOK = 2 ** 16;

/** Text has a smaller share of control characters; packed or encrypted bytes have a ninth. */
const CONTROLS = 0.08;

/** Begins the escapes that colour text in terminals. */
const ESCAPE = 27;

/** Fewer bytes aren't enough to tell. */
const FEWEST = 64;

/** How files of other kinds begin, and what to do with them. */
const FORMATS: readonly (readonly [start: string, what: string])[] = [
  [
    'ElfFile\0',
    'a Windows event log (evtx): convert it with evtx_dump -o jsonl, EvtxECmd --csv or Get-WinEvent | Export-Csv',
  ],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an Excel workbook, or another of old Office: save it as CSV UTF-8'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive: unpack it'],
  ['Rar!\x1a\x07', 'a RAR archive: unpack it'],
  ['\xfd7zXZ\0', 'an xz file: unpack it'],
  ['\x04\x22\x4d\x18', 'an lz4 file: unpack it'],
  ['SQLite format 3\0', 'a SQLite database: export its table as CSV (sqlite3 -csv -header)'],
  ['Obj\x01', 'an Avro file: convert it to JSON lines or Parquet'],
  ['ARROW1\0\0', 'an Arrow file: convert it to Parquet'],
  ['%PDF-', 'a PDF: export the log as CSV or JSON'],
  ['\x7fELF', 'a program'],
  ['\x89PNG\r\n\x1a\n', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF87a', 'a picture'],
  ['GIF89a', 'a picture'],
];

/** Before a part, at the end of an empty archive, and before a volume. */
const ZIPS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** Before a block, and at the end of an empty file. */
const BZIP2S = ['1AY&SY', '\x17rE8P\x90'];

/** Why unpacked bytes can't be a log, by the first 64 KiB; undefined if they may be one. */
export function refusedFormat(head: Buffer): string | undefined {
  const start = head.toString('latin1', 0, 512);
  const format = FORMATS.find(([magic]) => start.startsWith(magic));
  if (format !== undefined) return format[1];
  if (ZIPS.some((magic) => start.startsWith(magic))) return zipKind(head);
  if (/^BZh[1-9]$/.test(start.slice(0, 4)) && BZIP2S.includes(start.slice(4, 10)))
    return 'a bzip2 file: unpack it';
  // Unpacked ones never get here.
  if (databaseFormat(head) !== undefined) return 'a packed Parquet file or database: unpack it';
  if (start.slice(257, 262) === 'ustar') return 'a tar archive: unpack it';
  if (/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|Events?[\s>])/.test(start)) return 'XML: export the log as CSV or JSON';
  return isText(head) ? undefined : 'no text';
}

/** Whether a file is one of those that DuckDB reads itself, by its first bytes. */
export function databaseFormat(head: Buffer): 'parquet' | 'duckdb' | undefined {
  if (head.toString('latin1', 8, 12) === 'DUCK') return 'duckdb';
  return /^PAR[1E]$/.test(head.toString('latin1', 0, 4)) ? 'parquet' : undefined;
}

/** Workbooks are zip archives with parts of known names. */
function zipKind(head: Buffer): string {
  if (head.includes('xl/')) return 'an Excel workbook: save it as CSV UTF-8';
  return head.includes('[Content_Types].xml')
    ? 'an Office document: save it as CSV UTF-8'
    : 'a zip archive: unpack it';
}

function isText(head: Buffer): boolean {
  if (head.length < FEWEST) return true;
  const length = Math.min(head.length, LOOK);
  let numControls = 0;
  for (let at = 0; at < length; at++) {
    const byte = head[at];
    if (byte < 32 ? (byte < 9 || byte > 13 || byte === 11) && byte !== ESCAPE : byte === 127) numControls++;
  }
  return numControls <= CONTROLS * length;
}
