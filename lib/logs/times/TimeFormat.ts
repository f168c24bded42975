/** Texts of times to look at: a relation and a text over it, as SQL. */
export interface TimeTexts {
  /** The file's path, or another description, for errors. */
  name: string;
  relation: string;
  /** SQL over the relation; '' or NULL if there is no time. */
  text: string;
}

/** How to read times that are neither ISO 8601 nor numbers. */
export interface TimeFormat {
  /** The most frequent formats, in strptime's notation, the most frequent first. */
  shown: string[];
  /** SQL for a text: microseconds since 1970-01-01 UTC, or NULL. */
  sql(text: string): string;
}
