/** One of the records that a JSON text holds. */
export interface JsonRecord {
  /**
   * Its own text, on one line: line breaks between its tokens are blanks, and half of a surrogate pair is
   * U+FDD0 and its four digits. If the record isn't whole, its first 1000 characters.
   */
  text: string;
  /** The line where it begins, from 1. */
  line: number;
  /** Whether it is closed, UTF-8, and no longer than 16 MB. It may still be invalid JSON. */
  isWhole: boolean;
}

/** A longer record, in bytes, isn't whole: memory is bounded. */
export const LONGEST_RECORD = 16_000_000;

/** If a document is longer, in bytes, its list is chosen before its end is known. */
export const LONGEST_HELD = 2 ** 24;
