import { hostSignal } from '../base/signals/hostSignal.js';
import { visibleLine, visibleText } from '../base/text/visibleText.js';

/**
 * Lets the errors of reading a model's file name the file; an interrupt stays as it is.
 *
 * @throws Error `Expected <path> as it was saved, got: <what was found>`
 */
export async function nameFileInErrors<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    hostSignal()?.throwIfAborted();
    const { message } = error as Error;
    const shown = visibleText(path);
    if (message.startsWith('Expected') && message.includes(shown)) throw error;
    // DuckDB's messages continue for lines, with the query.
    const [found] = message.split('\n', 1);
    throw new Error(`Expected ${shown} as it was saved, got: ${visibleLine(found)}`, { cause: error });
  }
}
