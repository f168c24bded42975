import type { AlsOptions } from '../../als/types.js';
import type { TrainingParams } from '../model/ModelState.js';

/** The options of a factorisation for the parameters of `AccessAnomaly`. */
export function alsOptions(params: TrainingParams): AlsOptions & { rank: number } {
  return {
    rank: params.rankParam,
    regParam: params.regParam,
    alpha: params.alphaParam ?? undefined,
    implicitPrefs: params.applyImplicitCf,
    nonnegative: true,
    seed: params.seed,
  };
}
