import type { Measured, Results } from '../types.js';

export type Competitor =
  | 'ours-nonnegative'
  | 'ours-unconstrained'
  | 'ours-cg'
  | 'implicit-cg'
  | 'implicit-exact'
  | 'spark';

/** The settings that all competitors get. */
export interface Setting {
  dataset: string;
  rank: number;
  threads: number;
  iterations: number;
}

export interface Training extends Setting, Measured {
  interactions: number;
  competitor: Competitor;
  runs: { msPerIteration: number; totalSeconds: number; peakMb: number | null; beyondMb: number | null }[];
  objective?: number;
}

export interface WholeFit extends Omit<Setting, 'rank'>, Measured {
  way: 'ours, dictionary-encoded text' | 'ours, plain text' | 'implicit-cg, ready matrix';
  interactions: number;
  runs: { totalSeconds: number; scoreSeconds?: number[]; peakMb: number | null }[];
}

export interface Notebook extends Measured {
  runs: { fitSeconds: number; scoreSeconds: number; scoredRows: number }[];
}

/** Everything that the report and the picture are made from. */
export interface EngineResults extends Results {
  cases: Training[];
  notebook: Notebook[];
  /** Measured last: a run that broke has none. */
  endToEnd?: WholeFit[];
}
