import { visibleText } from '../base/text/visibleText.js';
import { systemWords } from './systemWords.js';

/**
 * The error of a folder that can't be written, with what to do, from the system's or DuckDB's; any other
 * error as it is.
 */
export function cannotSave(directory: string, error: unknown): unknown {
  const { code, syscall, message = '' } = error as NodeJS.ErrnoException;
  const isOfSystem = code !== undefined && syscall !== undefined;
  if (!isOfSystem && !message.startsWith('IO Error')) return error;
  return new Error(
    `Expected a folder to save a model in at ${visibleText(directory)}, got ${visibleText(systemWords(error))}: make it writable, with room on its disk, or choose another`,
    { cause: error },
  );
}
