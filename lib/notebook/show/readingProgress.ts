import { randomUUID } from 'node:crypto';
import type { ReadProgress } from '../../logs/ReadAccessOptions.js';
import { display } from './display.js';

const REDRAW_MS = 100;

/**
 * Options of `readAccess` that show, in place, how many of many files it has looked at; of one file there is nothing to show.
 *
 * @example
 * const { onProgress } = readingProgress();
 * const { table } = await readAccess('AWSLogs/', { profile: 'cloudtrail', onProgress });
 */
export function readingProgress(): { onProgress: (progress: ReadProgress) => void } {
  const id = randomUUID();
  let drawn = Number.NEGATIVE_INFINITY;
  let isNew = true;
  return {
    onProgress(progress) {
      const { files, numFiles } = progress;
      const isLast = files === numFiles;
      if (numFiles < 2 || (!isLast && performance.now() - drawn < REDRAW_MS)) return;
      drawn = performance.now();
      const text = progressText(progress);
      display(
        { 'text/html': `<div style="color:#666">${text}</div>`, 'text/plain': text },
        id,
        isNew ? 'new' : isLast ? 'last' : 'update',
      );
      isNew = false;
    },
  };
}

function progressText({ files, numFiles, rows }: ReadProgress): string {
  const [looked, all, taken] = [files, numFiles, rows].map((n) => n.toLocaleString('en-US'));
  return `Looked at ${looked} of ${all} files${rows > 0 ? `, took ${taken} rows of small ones` : ''}`;
}
