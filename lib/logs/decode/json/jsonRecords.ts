import { transformed } from '../transformed.js';
import type { JsonRecord } from './JsonRecord.js';
import { JsonSplitter } from './JsonSplitter.js';
import type { ChooseList } from './wrappedList.js';

/**
 * The records of a JSON text in any layout, as they are read: the elements of lists, documents one after the
 * other, on lines or over several, and the elements of lists that documents wrap. The text is UTF-8, its
 * chunks may be cut anywhere.
 *
 * Nothing about the content is thrown. What is broken is one record that isn't whole, up to the next line
 * that begins with a bracket and isn't indented further, or to the next object of its list that begins with
 * the same key. A list without an end is one, too. Memory is bounded: a document of more than 16 MB is asked
 * for its list before it ends.
 *
 * @param chooseList is asked of documents with lists of objects, or empty ones: see `wrappedList`
 */
export function jsonRecords(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  chooseList: ChooseList,
): AsyncGenerator<JsonRecord[]> {
  return transformed(chunks, new JsonSplitter(chooseList));
}

/** As `jsonRecords`, for the bytes of a whole text. */
export function jsonRecordsOf(bytes: Buffer, chooseList: ChooseList): JsonRecord[] {
  const splitter = new JsonSplitter(chooseList);
  return [...splitter.add(bytes), ...splitter.end()];
}
