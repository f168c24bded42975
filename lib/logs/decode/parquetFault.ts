import { bytesAt } from './bytesAt.js';

/** What is wrong with a file that begins like Parquet, in a few words; undefined if nothing is. */
export function parquetFault(file: string, size: number): string | undefined {
  const end = size < 12 ? '' : bytesAt(file, size - 4, 4).toString('latin1');
  if (end === 'PARE') return 'an encrypted Parquet file';
  return end === 'PAR1' ? undefined : 'a broken Parquet file (its end is missing)';
}
