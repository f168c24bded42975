import { expectPositive } from '../../base/checks/expect.js';

/** A window as a share of the time of the fit; null if none is given. @throws as `expectPositive` */
export function checkWindow(window: number | undefined): number | null {
  return window === undefined ? null : expectPositive('window', window);
}
