import { hostSignal } from '../base/signals/hostSignal.js';

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
    if (message.startsWith('Expected') && message.includes(path)) throw error;
    // DuckDB's messages go on for lines, with the query.
    throw new Error(`Expected ${path} as it was saved, got: ${message.split('\n', 1)}`, { cause: error });
  }
}
