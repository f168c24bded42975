/** What is wanted from text files. */
export interface Asked {
  /** Whether names are a header with everything that is wanted; undefined if that isn't known. */
  isHeader?: (names: readonly string[]) => boolean;
  /** Whether a wanted field begins with this key of a document. */
  isAsked: (key: string) => boolean;
  /** Whether a text may hold a wanted row; undefined if all are wanted. */
  mayHold?: (text: string) => boolean;
}
