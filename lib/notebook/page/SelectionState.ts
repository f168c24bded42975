/** The state of a list of accounts to pick from, which the kernel and selectionView.ts share. */
export interface SelectionState {
  /** The title of the list. */
  label: string;
  /** The heads of the notes beside the names. */
  heads: string[];
  rows: SelectionRow[];
  /** How many accounts have no room in the list. */
  left: number;
  /** The row that is picked; null if none is. */
  picked: number | null;
}

export interface SelectionRow {
  /** The account as in the table; its tenant is null if the table has no tenants. */
  account: { tenant: string | null; user: string };
  name: string;
  /** Null if all accounts have the same tenant. */
  tenant: string | null;
  /** The notes beside the name, in the order of `heads`. */
  notes: string[];
}
