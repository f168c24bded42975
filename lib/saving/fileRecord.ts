import { fields, integerWithin, textLike } from '../base/checks/fields.js';
import type { Expectation } from '../base/checks/unexpected.js';

/** A file beside a manifest, byte for byte. */
export interface FileRecord {
  name: string;
  bytes: number;
  sha256: string;
}

/** @param kind the kind of file, with which its name has to begin, so that no name leads out of the folder */
export function fileRecord(kind: string): Expectation<FileRecord> {
  const pattern = new RegExp(`^${kind}-[0-9a-f]{8}\\.parquet$`);
  return fields<FileRecord>({
    name: textLike(`a file's name like ${kind}-01234567.parquet`, (name) => pattern.test(name)),
    bytes: integerWithin(1),
    sha256: textLike('a SHA-256 checksum', (text) => /^[0-9a-f]{64}$/.test(text)),
  });
}
