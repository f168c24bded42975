import type { ReadProgress } from '../../logs/ReadAccessOptions.js';
import { displayInPlace } from './display.js';

/**
 * Options of `readAccess` that show how many of several files it has looked at, in one place.
 *
 * @example
 * const { onProgress } = readingProgress();
 * const { table } = await readAccess('AWSLogs/', { profile: 'cloudtrail', onProgress });
 */
export function readingProgress(): { onProgress: (progress: ReadProgress) => void } {
  const showHere = displayInPlace();
  return {
    onProgress(progress) {
      const { files, numFiles } = progress;
      if (numFiles > 1) showHere(() => bundleOf(progress), files === numFiles);
    },
  };
}

function bundleOf({ files, numFiles, rows }: ReadProgress) {
  const [looked, all, taken] = [files, numFiles, rows].map((n) => n.toLocaleString('en-US'));
  const text = `Looked at ${looked} of ${all} files${rows > 0 ? `, took ${taken} rows of small ones` : ''}`;
  return { 'text/html': `<div style="color:#666">${text}</div>`, 'text/plain': text };
}
