/** What the element of the alerts holds for the page's script, as JSON. */
export interface IncidentsData {
  /** The same for the same alerts: decisions are remembered under it. */
  id: string;
  accounts: IncidentData[];
}

/** An account, in the order of the page. */
export interface IncidentData {
  tenant: string;
  user: string;
  /** 'High 88', as it is said. */
  severity: string;
  /** The days of the incident, each 2026-11-03; more where a clock was wrong; none: not known. */
  days: Days[];
  /** The telling accesses, in the order of the rows. */
  accesses: { res: string; days: Days[] }[];
  /** All resources that the account uses in this log, as far as the page knows them. */
  uses: string[];
}

interface Days {
  first: string;
  last: string;
}
