export type Party = 'ours' | 'implicit' | 'spark';

/** Why a party can't run. */
export type Unavailable = Partial<Record<Party, string>>;

/** What a benchmark's bench.mjs exports. */
export interface Bench {
  /** The groups, one after the other; what a group needs is made before it, and removed after it. */
  groups(options: { quick: boolean; threads: number }): AsyncGenerator<Group>;
  /** RESULTS.md, from the results alone, so that it can be written again without measuring. */
  report(results: Results): string;
  /** An SVG; undefined where nothing can draw it. */
  picture?(results: Results): Promise<string | undefined>;
}

/** Cases that take turns. */
export interface Group {
  /** The name of the list in the results that they are added to. */
  table: string;
  cases: Case[];
  /** How often each case runs. Default: once. */
  rounds?: number;
  /** A case that takes longer, start and reading included, runs once. */
  cheapSeconds?: number;
  /** Whether the first case runs once before, unmeasured. */
  warmUp?: boolean;
}

/** A case that runs in a process of its own. */
export interface Case {
  /** What it is, for the results. */
  about: object;
  /** A script of bench/, for Node or the peers' Python. */
  script: string;
  /** What the script is told, in its one argument. */
  told?: object;
  env?: NodeJS.ProcessEnv;
  /** Without this party there is no case; and if the case fails, the others go on. */
  party?: Party;
  /** The part of the script's answer that is kept. Default: all. */
  read?(answer: object, measured: Measured): object;
}

/** What a case is about, and its runs. */
export interface Measured {
  runs: object[];
  /** Why there are no more runs. */
  skipped?: string;
}

/** How a benchmark was run; beside that, the results have each table by its name. */
export interface Results {
  date: string;
  minutes: number;
  quick: boolean;
  threads: number;
  machine: { cpu: string; cores: number; memoryGb: number; system: string; load: number[] };
  versions: Record<string, string | null>;
  unavailable: Unavailable;
}

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
