import { shownList } from '../../base/text/shownList.js';
import { visibleText } from '../../base/text/visibleText.js';

/** DuckDB's own errors, `Invalid Input Error: ...`, except that of an interrupt. */
const OF_DUCKDB = /^(?!INTERRUPT)[A-Z][\w ]* Error: /;
/** The longest message, in characters: DuckDB may list all files. */
const LONGEST = 1000;

/**
 * Does some work on sources, and says for which of them DuckDB failed: its own errors name a copy or nothing.
 *
 * @param probe reads all of one of several sources, by its number, and fails if it can't be read
 */
export async function nameSourceInErrors<T>(
  names: readonly string[],
  work: () => Promise<T>,
  probe?: (source: number) => Promise<unknown>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !OF_DUCKDB.test(error.message)) throw error;
    const broken = names.length > 1 && probe !== undefined ? await firstBroken(names, probe) : undefined;
    if (broken !== undefined) return nameSourceInErrors([broken.name], () => Promise.reject(broken.error));
    const said = visibleText(error.message.split('\n')[0].slice(0, LONGEST));
    throw new Error(`Expected access logs that can be read in ${shownList(names)}, got ${said}`, {
      cause: error,
    });
  }
}

async function firstBroken(names: readonly string[], probe: (source: number) => Promise<unknown>) {
  for (const [n, name] of names.entries()) {
    const error = await probe(n).then(
      () => undefined,
      (reason: Error) => reason,
    );
    if (error !== undefined) return { name, error };
  }
  return undefined;
}
