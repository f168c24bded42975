/** What the kernel and selectionView.ts both know of a list that an account is picked from. */
export interface SelectionState {
  /** What the list is called. */
  label: string;
  /** Heads of what stands beside the names. */
  heads: string[];
  rows: SelectionRow[];
  /** Accounts that have no room in the list. */
  left: number;
  /** Which row is picked; null: none. */
  picked: number | null;
}

export interface SelectionRow {
  /** The account as the table has it; tenant null where there is no such column. */
  account: { tenant: string | null; user: string };
  name: string;
  /** Null where all accounts have one tenant. */
  tenant: string | null;
  /** What stands beside the name, by `heads`. */
  notes: string[];
}
