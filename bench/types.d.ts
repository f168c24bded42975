export type Party = 'ours' | 'implicit' | 'spark';

export type Competitor =
  | 'ours-nonnegative'
  | 'ours-unconstrained'
  | 'ours-cg'
  | 'implicit-cg'
  | 'implicit-exact'
  | 'spark';

/** Why a party can't run. */
export type Unavailable = Partial<Record<Party, string>>;

/** User `users[n]` has accessed item `items[n]` `ratings[n]` times. */
export interface Interactions {
  numUsers: number;
  numItems: number;
  users: Int32Array;
  items: Int32Array;
  ratings: Float32Array;
}

/** Interactions on disk. */
export interface Dataset {
  folder: string;
  numUsers: number;
  numItems: number;
  interactions: number;
}

export interface Command {
  program: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
}

/** How a process failed, in one line. */
export interface Skipped {
  skipped: string;
}

interface Setting {
  dataset: string;
  rank: number;
  threads: number;
  iterations: number;
}

/** Trainings that are compared with each other. */
export interface Group extends Setting {
  competitors: Competitor[];
}

export interface Case extends Setting {
  interactions: number;
  competitor: Competitor;
  runs: { msPerIteration: number; totalSeconds: number; peakMb: number | null; beyondMb: number | null }[];
  objective?: number;
  skipped?: string;
}

export interface EndToEnd extends Omit<Setting, 'rank'> {
  way: 'ours, dictionary-encoded text' | 'ours, plain text' | 'implicit-cg, ready matrix';
  interactions: number;
  runs: { totalSeconds: number; scoreSeconds?: number[]; peakMb: number | null }[];
  skipped?: string;
}

export interface Notebook {
  runs: { fitSeconds: number; scoreSeconds: number; scoredRows: number }[];
  skipped?: string;
}

/** Everything that a run has measured: all that the report and the picture are made of. */
export interface Results {
  date: string;
  minutes: number;
  quick: boolean;
  threads: number;
  headline: string;
  machine: { cpu: string; cores: number; memoryGb: number; system: string; load: number[] };
  versions: Record<string, string | null>;
  unavailable: Unavailable;
  alpha: number;
  lambda: number;
  synapseMl: { fitSeconds: number; scoreSeconds: number; scoredRows: number };
  cases: Case[];
  endToEnd: EndToEnd[];
  notebook: Notebook;
}
