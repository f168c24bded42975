import { describe } from '../../text/describe.js';

/** A window as a share of the time of the fit; null where none is given. */
export function checkWindow(window: number | undefined): number | null {
  if (window === undefined) return null;
  if (typeof window === 'number' && Number.isFinite(window) && window > 0) return window;
  throw new RangeError(
    `Expected window to be a positive number, got ${typeof window === 'string' ? JSON.stringify(window) : describe(window)}`,
  );
}
