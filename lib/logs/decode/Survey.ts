import type { Compression } from './compressionOf.js';
import type { Encoding } from './encodings.js';

/** The kind of a file, by its content. CSV, TSV, Zeek and W3C are all text here. */
type FileFormat = 'parquet' | 'duckdb' | 'json lines' | 'json' | 'text';

/** What is known about a file after reading it once. */
export interface Survey {
  file: string;
  /** The size of the file as it is stored, in bytes. */
  size: number;
  compression: Compression;
  encoding: Encoding;
  /**
   * Why it can't be a log, in a few words: 'empty', 'a named pipe', ...; then the other properties mean
   * nothing.
   */
  fault?: string;
  format: FileFormat;
  /** The first 256 KiB of its text, decoded, without a byte order mark. */
  head: string;
  /** Whole lines, decoded, not blank: the first 50, then some from everywhere. Empty for `json`. */
  sample: string[];
  /** How many bytes were read, unpacked. */
  unpackedBytes: number;
  /** Whether that is all; false if `mostBytes` ended it. */
  isWhole: boolean;
  /** Whether a line has more than 2 MB. */
  hasLongLine: boolean;
  /** Whether some bytes aren't UTF-8. */
  hasBadBytes: boolean;
  hasQuotes: boolean;
  /** The unpacked bytes of a text of up to 4 MiB, in its own encoding, so that it isn't read again. */
  contents?: Buffer;
}

export interface SurveyOptions {
  /** Why the file can't be read, if that is known. */
  fault?: string;
  /** How much of a larger file is read, in unpacked bytes; at least 4 MiB are. [all] */
  mostBytes?: number;
  /** How many lines to sample at most. [200] */
  sampleSize?: number;
}
