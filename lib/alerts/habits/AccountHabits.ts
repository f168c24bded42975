/**
 * What an account is known to do, beside what it did in a log. `before` counts the days that a model has
 * seen (of a model without days the likelihood), `now` the events of the log.
 */
export interface AccountHabits {
  tenant: string;
  user: string;
  /** On how many days the model has seen the account; null: the model has no days. */
  days: number | null;
  /** When it works; null where neither the model nor the log knows hours. */
  hours: HourHabit[] | null;
  /** What it uses: first what the log has, the rarest at first, then what only the model has seen. */
  resources: ResourceHabit[];
  /** How many of its resources are not listed. */
  moreResources: number;
  /** What at least two of its peers use and the account doesn't, by how many peers. */
  onlyPeers: { res: string; peers: number }[];
  /** The accounts that it is set beside, at most twelve. */
  peers: string[];
  /** From where: each context but the hour. */
  contexts: ContextHabit[];
}

export interface HourHabit {
  /** 0: Monday, 6: Sunday; UTC. */
  weekday: number;
  /** 0 to 23, UTC. */
  hour: number;
  before: number;
  now: number;
}

export interface ResourceHabit {
  res: string;
  before: number;
  now: number;
  /** How many of the peers use it. */
  peers: number;
}

export interface ContextHabit {
  name: string;
  values: { value: string; before: number; now: number }[];
  /** How many values are not listed. */
  more: number;
}
