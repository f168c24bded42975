/** What is asked of text files. */
export interface Asked {
  /** Whether names are a header with all that is wanted; undefined where nothing is known of it. */
  isHeader?: (names: readonly string[]) => boolean;
  /** Whether a key of a document is where a wanted field begins. */
  isAsked: (key: string) => boolean;
  /** Whether a text may hold a row that is wanted; undefined where all are. */
  mayHold?: (text: string) => boolean;
}
