/** a * b + c in four 32-bit lanes; fused (one rounding, one instruction) if there is relaxed SIMD. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b in two 64-bit lanes; fused as above. */
export function subtractProduct(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_nmadd(a, b, c);
  return f64x2.sub(c, f64x2.mul(a, b));
}

/** Adds four 32-bit sums to the four 64-bit ones at `target`. */
export function addPromoted(target: usize, sums: v128): void {
  const high = v128.shuffle<f32>(sums, sums, 2, 3, 2, 3);
  v128.store(target, f64x2.add(v128.load(target), f64x2.promote_low_f32x4(sums)));
  v128.store(target, f64x2.add(v128.load(target, 16), f64x2.promote_low_f32x4(high)), 16);
}

/** The sum of four 32-bit lanes. */
export function sumLanes(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** A factor to keep: 0 if it is beyond 32 bits, which would spoil every row that meets it. */
export function usable(value: f32): f32 {
  // Only finite numbers cancel.
  return value - value === 0 ? value : 0;
}
