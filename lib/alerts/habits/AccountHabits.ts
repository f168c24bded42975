/**
 * What an account is known to do, and what it did in a log. `before` counts the days that a model has seen
 * (or adds the likelihood, in a model without days), and `now` counts the events of the log.
 */
export interface AccountHabits {
  tenant: string;
  user: string;
  /** On how many days the model has seen the account; null if the model has no days. */
  days: number | null;
  /** When it works; null if neither the model nor the log has hours. */
  hours: HourHabit[] | null;
  /** The resources that it uses: first those in the log, the rarest at the top, then the model's others. */
  resources: ResourceHabit[];
  /** How many of its resources are not listed. */
  moreResources: number;
  /** All resources that it uses in the log. */
  used: string[];
  /** The resources that at least two peers use and the account doesn't, sorted by the number of peers. */
  onlyPeers: { res: string; peers: number }[];
  /** The peers with which it is compared, at most twelve. */
  peers: string[];
  /** From where it works: each context except the hour. */
  contexts: ContextHabit[];
}

export interface HourHabit {
  /** From 0 (Monday) to 6 (Sunday), in UTC. */
  weekday: number;
  /** From 0 to 23, in UTC. */
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
