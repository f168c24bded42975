// @ts-check

/** Confidence gained by one count, for all competitors. */
export const ALPHA = 1;

/**
 * The regulariser of the one objective that all are judged by: `implicit`'s default. It is small on purpose:
 * ours and Spark's weigh it by each row's number of ratings and implicit's doesn't, so it must not decide the
 * result.
 */
export const LAMBDA = 0.01;

/**
 * Spark's and our regParam that regularises as much as LAMBDA does, for a row with the mean number of
 * ratings.
 * @param {{ numUsers: number, numItems: number, interactions: number }} dataset
 */
export function regParamFor({ numUsers, numItems, interactions }) {
  return LAMBDA / ((2 * interactions) / (numUsers + numItems));
}

/**
 * The seconds that SynapseML 1.1.3 on Spark 3.5.5 took for the notebook on two cores: recorded earlier, not
 * measured by this benchmark.
 */
export const SYNAPSEML = { fitSeconds: 76, scoreSeconds: 7.9, scoredRows: 635 + 1294 };
