import { expectNumber } from './expect.js';

/** @throws RangeError if it is no share to set aside, TypeError if it is no number */
export function checkFraction(fraction: number): void {
  expectNumber('fraction', fraction, 'between 0 and 1', (share) => share > 0 && share < 1);
}
