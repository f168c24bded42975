import type { JsonRecord } from './JsonRecord.js';
import { JsonSplitter } from './JsonSplitter.js';
import type { ChooseList } from './wrappedList.js';

export interface JsonRecordsOptions {
  /**
   * Which list of a document holds the records: see `wrappedList`. Asked of documents with lists of objects,
   * or empty ones.
   */
  chooseList: ChooseList;
}

/**
 * The records of a JSON text in any layout, as they are read: the elements of lists, documents one after the
 * other, on lines or over several, and the elements of lists that documents wrap. The text is UTF-8, its
 * chunks may be cut anywhere.
 *
 * Nothing about the content is thrown. What is broken is one record that isn't whole, up to the next line
 * that begins with a bracket and isn't indented further, or to the next object of its list that begins with
 * the same key. A list without an end is one, too. Memory is bounded: a document of more than 16 MB is asked
 * for its list before it ends.
 */
export async function* jsonRecords(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { chooseList }: JsonRecordsOptions,
): AsyncGenerator<JsonRecord[]> {
  const splitter = new JsonSplitter(chooseList);
  for await (const chunk of chunks) {
    const records = splitter.add(chunk);
    if (records.length > 0) yield records;
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

/** As `jsonRecords`, for the bytes of a whole text. */
export function jsonRecordsOf(bytes: Buffer, { chooseList }: JsonRecordsOptions): JsonRecord[] {
  const splitter = new JsonSplitter(chooseList);
  const records = splitter.add(bytes);
  const last = splitter.end();
  return last.length === 0 ? records : [...records, ...last];
}
