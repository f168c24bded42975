/** @throws RangeError if it is no share to set aside */
export function checkFraction(fraction: number): void {
  if (!(fraction > 0 && fraction < 1)) {
    throw new RangeError(`Expected fraction to be between 0 and 1, got ${fraction}`);
  }
}
