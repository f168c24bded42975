/**
 * Matrix factorisation, without the rest of the library.
 *
 * @module access-anomaly/als
 */

export { trainAls } from '../als/trainAls.js';
export type { AlsModel, AlsOptions, AlsProgress, Ratings } from '../als/types.js';
