/** The data that the element of the alerts holds for the page's script, as JSON. */
export interface IncidentsData {
  /** An id that the same alerts share. Decisions are remembered under it. */
  id: string;
  accounts: IncidentData[];
}

/** An account, in the order of the page. */
export interface IncidentData {
  tenant: string;
  user: string;
  /** The severity as it is shown, such as 'High 88'. */
  severity: string;
  /**
   * The days of the incident, as in 2026-11-03. More than one span if a clock was wrong; empty if unknown.
   */
  days: Days[];
  /** The telling accesses, in the order of the rows. */
  accesses: { res: string; days: Days[] }[];
  /** All resources that the account uses in this log, as far as the page knows them. */
  uses: string[] | null;
}

interface Days {
  first: string;
  last: string;
}
