import { transformed } from '../transformed.js';
import type { JsonRecord } from './JsonRecord.js';
import { JsonSplitter } from './JsonSplitter.js';
import type { ChooseList } from './wrappedList.js';

/**
 * The records of a JSON text in any layout, as they are read: the elements of lists, documents one after the
 * other, on one line or several, and the elements of lists that documents wrap. The text is UTF-8, and its
 * chunks may be cut anywhere.
 *
 * Content never raises an error. Broken text is one record that isn't whole, up to the next line that begins
 * with a bracket and isn't indented further, or to the next object of its list that begins with the same key.
 * So is a list without an end. Memory is bounded: in a document of more than 16 MB, the list is chosen before
 * the document ends.
 *
 * @param chooseList chooses the list of a document with lists of objects, or empty ones: see `wrappedList`
 */
export function jsonRecords(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  chooseList: ChooseList,
): AsyncGenerator<JsonRecord[]> {
  return transformed(chunks, new JsonSplitter(chooseList));
}

/** Like `jsonRecords`, for the bytes of a whole text. */
export function jsonRecordsOf(bytes: Buffer, chooseList: ChooseList): JsonRecord[] {
  const splitter = new JsonSplitter(chooseList);
  return [...splitter.add(bytes), ...splitter.end()];
}
