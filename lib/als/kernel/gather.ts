import { alpha, implicitPrefs } from './settings';

/**
 * The weights of one interaction in its row's normal equation, A += c y y' and b += w y, by feedback:
 *
 *   explicit: c = 1, w = r
 *   implicit: c = alpha |r|, w = 1 + c where r > 0, else 0
 */
export function gramWeight(rating: f32): f32 {
  return implicitPrefs ? <f32>(alpha * Math.abs(<f64>rating)) : 1;
}

export function targetWeight(rating: f32, c: f32): f32 {
  if (!implicitPrefs) return rating;
  return rating > 0 ? 1 + c : 0;
}

/** What an interaction adds to the loss of x = 0. */
export function lossAtZero(rating: f32, w: f32): f64 {
  return implicitPrefs ? <f64>w : <f64>rating * <f64>rating;
}

/** Whether an interaction counts for the regularisation. */
export function counts(rating: f32): bool {
  return !implicitPrefs || rating > 0;
}
