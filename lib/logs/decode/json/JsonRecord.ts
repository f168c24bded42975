/** One of the records that a JSON text holds. */
export interface JsonRecord {
  /**
   * Its own text, on one line: line breaks between its tokens are blanks, and half of a surrogate pair is
   * U+FDD0 and its four digits. Of one that isn't whole, the first 1000 characters.
   */
  text: string;
  /** The line where it begins, from 1. */
  line: number;
  /** Whether it is closed, UTF-8, and no longer than 16 MB. It may still be no valid JSON. */
  isWhole: boolean;
}

/** A longer record isn't whole: memory is bounded. In bytes. */
export const LONGEST_RECORD = 16_000_000;

/** A document that is longer is asked for its list before its end is known. In bytes. */
export const LONGEST_HELD = 2 ** 24;
