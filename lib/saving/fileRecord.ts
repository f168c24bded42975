import { fields, integer, matching, type Shape, sha256Hex } from './shape.js';

/** A file beside a manifest, byte for byte. */
export interface FileRecord {
  name: string;
  bytes: number;
  sha256: string;
}

/** @param kind the file is of, which its name begins with: no other name leads anywhere */
export function fileRecord(kind: string): Shape<FileRecord> {
  return fields<FileRecord>({
    name: matching(
      new RegExp(`^${kind}-[0-9a-f]{8}\\.parquet$`),
      `a file's name like ${kind}-01234567.parquet`,
    ),
    bytes: integer(1),
    sha256: sha256Hex,
  });
}
