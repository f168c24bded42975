import { alpha, implicitPrefs } from './settings';

/*
 * The weights of one interaction in its row's normal equation, A += c y y' and b += w y, by feedback:
 *
 *   explicit: c = 1, w = r
 *   implicit: c = alpha |r|, w = 1 + c where r > 0, else 0
 */
export function gramWeight(rating: f32): f32 {
  return implicitPrefs ? (alpha as f32) * abs(rating) : 1;
}

export function targetWeight(rating: f32, c: f32): f32 {
  if (!implicitPrefs) return rating;
  return rating > 0 ? 1 + c : 0;
}

/** `gramWeight` of four interactions. */
export function gramWeights(ratings: v128): v128 {
  return implicitPrefs ? f32x4.mul(f32x4.splat(alpha as f32), f32x4.abs(ratings)) : f32x4.splat(1);
}

/** `targetWeight` of four interactions. */
export function targetWeights(ratings: v128, c: v128): v128 {
  if (!implicitPrefs) return ratings;
  return v128.and(f32x4.add(f32x4.splat(1), c), f32x4.gt(ratings, f32x4.splat(0)));
}

/** What an interaction adds to the loss of x = 0. */
export function lossAtZero(rating: f32, w: f32): f64 {
  return implicitPrefs ? (w as f64) : (rating as f64) * (rating as f64);
}

/** Whether an interaction counts for the regularisation. */
export function counts(rating: f32): bool {
  return !implicitPrefs || rating > 0;
}
