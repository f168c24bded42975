import { afterEach, expect, it, vi } from 'vitest';
import { readingProgress } from '../../../lib/notebook/show/readingProgress.js';

afterEach(() => vi.restoreAllMocks());

function printed(...steps: [files: number, numFiles: number, rows: number][]): string[] {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const { onProgress } = readingProgress();
  for (const [files, numFiles, rows] of steps) onProgress({ files, numFiles, rows });
  return log.mock.calls.flat();
}

it('says at first and at last how many of many files were looked at', () => {
  expect(printed([0, 3000, 0], [1, 3000, 8], [2, 3000, 16], [3000, 3000, 24000])).toEqual([
    'Looked at 0 of 3,000 files',
    'Looked at 3,000 of 3,000 files, took 24,000 rows of small ones',
  ]);
});

it('has nothing to say of one file', () => {
  expect(printed([0, 1, 0], [1, 1, 5])).toEqual([]);
});
