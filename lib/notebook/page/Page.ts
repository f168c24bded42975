import type { Decision } from './Decision.js';
import type { Model } from './Model.js';
import type { Selected } from './Selected.js';

/** The state that the parts of a page share. */
export interface PageState {
  /** The account or the resource that is selected in all parts; null if nothing is selected. */
  selection: Selected | null;
  /** What the list of alerts says about it; null if there is no list, or nothing is selected. */
  found: string | null;
  decisions: readonly Decision[];
  /** The person who decides; the next form is filled with this name. */
  owner: string;
}

export type Page = Model<PageState>;
