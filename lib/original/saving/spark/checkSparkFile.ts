import { lstat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nameFileInErrors } from '../../../saving/nameFileInErrors.js';
import { withRegularFile } from '../../../saving/regularFile.js';
import { systemWords } from '../../../saving/systemWords.js';
import { checkParquet } from './checkParquet.js';
import { checkSide } from './checkSide.js';

/**
 * Checks that a Parquet file is as Spark wrote it: by Hadoop's checksums if its `.crc` file is there, else by
 * the checksums of its pages. A file with neither is refused, because it can't be checked.
 *
 * @throws Error naming the file, and what is damaged or missing, or why it can't be read
 */
export function checkSparkFile(path: string): Promise<void> {
  return nameFileInErrors(path, async () => {
    const side = join(dirname(path), `.${basename(path)}.crc`);
    const hasSide = await lstat(side).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw new Error(`a .crc file beside it that can't be looked at: ${systemWords(error)}`);
      },
    );
    if (!hasSide) return withRegularFile(path, checkParquet);
    const checksums = await withRegularFile(side, (file) => file.readFile());
    await withRegularFile(path, (file, bytes) => checkSide(file, bytes, checksums));
  });
}
