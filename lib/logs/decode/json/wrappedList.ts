/** What is known about a document that may wrap records. */
export interface JsonDocument {
  /** Its keys, in their order. */
  keys: string[];
  /** The keys that hold lists with at least one object. */
  lists: string[];
  /** The keys that hold empty lists. */
  emptyLists: string[];
}

/** Chooses the key of the list whose elements are the records; null if the document is a record itself. */
export type ChooseList = (document: JsonDocument) => string | null;

/** Vendors' keys, in any case: CloudTrail, Microsoft Graph, Azure Monitor, Kubernetes, GCP. */
const WRAPPERS = new Set(['records', 'value', 'events', 'items', 'entries']);

/**
 * The list that a document wraps: the only one with objects, if its key is one that vendors use. An empty
 * list counts if the document has nothing else except metadata (`@odata.context`).
 *
 * @param asked whether a key belongs to a wanted field: a document with such a key beside its list is a
 *   record
 */
export function wrappedList(document: JsonDocument, asked?: (key: string) => boolean): string | null {
  const { keys, lists, emptyLists } = document;
  const isEmpty = lists.length === 0;
  const [list, another] = isEmpty ? emptyLists : lists;
  if (list === undefined || another !== undefined || !WRAPPERS.has(list.toLowerCase())) return null;
  const others = keys.filter((key) => key !== list);
  if (asked !== undefined) return others.some(asked) ? null : list;
  return isEmpty && others.some((key) => !key.startsWith('@')) ? null : list;
}

/** Describes a parsed document that may wrap records. */
export function documentOf(value: object): JsonDocument {
  const entries = Object.entries(value);
  const holdsObject = (list: readonly unknown[]) =>
    list.some((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
  return {
    keys: entries.map(([key]) => key),
    lists: entries.filter(([, list]) => Array.isArray(list) && holdsObject(list)).map(([key]) => key),
    emptyLists: entries.filter(([, list]) => Array.isArray(list) && list.length === 0).map(([key]) => key),
  };
}
