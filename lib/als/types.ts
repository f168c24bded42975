/**
 * Observed interactions in coordinate form: `ratings[n]` is what user `users[n]` gave item `items[n]`.
 * Ids are 0..n-1. A pair that is listed twice counts as two ratings, as in Spark.
 */
export interface Ratings {
  users: Int32Array;
  items: Int32Array;
  ratings: Float32Array | Float64Array;
  /** Number of users. Users without a rating get a row of zeros. Default: largest id + 1. */
  numUsers?: number;
  /** Number of items. Items without a rating get a row of zeros. Default: largest id + 1. */
  numItems?: number;
}

/** The progress that `onIteration` gets after each iteration. */
export interface AlsProgress {
  /** Iterations done, from 1. */
  iteration: number;
  maxIter: number;
  /** How far the user factors moved: Frobenius norm of the step over that of the factors (0 = not at all). */
  change: number;
  /**
   * The objective that ALS minimises, including the regularisation. Implicit: the sum over all pairs of
   * confidence times squared error of the preference. Explicit: the sum over the ratings of squared errors.
   */
  loss: number;
  /** Whether this was the last iteration: maxIter is reached, or the factors no longer move (see tol). */
  done: boolean;
}

/** Options of `trainAls`, with the names, meanings and defaults of Spark's `ALS`. */
export interface AlsOptions {
  /** Number of latent factors. Default: 10. */
  rank?: number;
  /** Number of iterations; each solves the items, then the users. Default: 10. */
  maxIter?: number;
  /** Regularisation, scaled by the number of ratings of each row (ALS-WR). Default: 0.1. */
  regParam?: number;
  /** Confidence gained by one unit of implicit rating. Default: 1. */
  alpha?: number;
  /** Ratings are implicit feedback (Hu, Koren, Volinsky 2008), not scores to predict. Default: false. */
  implicitPrefs?: boolean;
  /** Factors may not be negative. Default: false. */
  nonnegative?: boolean;
  /** Seed of the random start. Default: 0. */
  seed?: number;
  /** Stop early once `change` (see AlsProgress) is at most this. Default: 0: run all iterations. */
  tol?: number;
  /**
   * 'exact' solves each row's least squares to the precision of 32-bit floats; 'conjugateGradient' takes a
   * few steps towards the solution from the row's last values, as `implicit` does, which is the better choice
   * from about rank 32 on. Default: 'exact'; non-negative factors need it.
   */
  solver?: 'exact' | 'conjugateGradient';
  /** Steps of conjugate gradients for each row and half-step. Default: 3. */
  cgSteps?: number;
  /** Threads to train with, at most; the result is the same for any number. Default: one for each core. */
  threads?: number;
  /** Start from these user factors, row-major numUsers x rank, instead of random ones. */
  initialUserFactors?: Float32Array;
  onIteration?: (progress: AlsProgress) => void;
  /** Aborting it rejects the training with its reason. Default: an interrupt of the notebook's kernel. */
  signal?: AbortSignal;
}

/** Learned factors: `userFactors[u] . itemFactors[i]` predicts the preference of user u for item i. */
export interface AlsModel {
  rank: number;
  numUsers: number;
  numItems: number;
  /** Row-major, numUsers x rank. */
  userFactors: Float32Array;
  /** Row-major, numItems x rank. */
  itemFactors: Float32Array;
  /** Iterations that were run. */
  iterations: number;
}
