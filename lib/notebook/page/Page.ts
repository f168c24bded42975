import type { Decision } from './Decision.js';
import type { Model } from './Model.js';
import type { Selected } from './Selected.js';

/** What the parts of a page share. */
export interface PageState {
  /** The account, or the resource, that is selected in all parts; null: nothing is. */
  selection: Selected | null;
  /** What the list of alerts has of it, in words; null: there is no list, or nothing is selected. */
  found: string | null;
  decisions: readonly Decision[];
  /** Who decides; the next form begins with it. */
  owner: string;
}

export type Page = Model<PageState>;
