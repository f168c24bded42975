// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Starts measuring this process's peak of resident memory (Linux; elsewhere the peak is since the start).
 * @returns {() => { peakMb: number, beyondMb: number | null }} the peak since then, and how far above the
 *   start it is
 */
export function trackMemory() {
  try {
    // Linux forgets the peak so far.
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return () => ({ peakMb: process.resourceUsage().maxRSS / 1024, beyondMb: null });
  }
  const before = statusMb('VmRSS');
  return () => {
    const peakMb = statusMb('VmHWM');
    return { peakMb, beyondMb: peakMb - before };
  };
}

/** @param {string} field of /proc/self/status, in kB */
function statusMb(field) {
  const [, kilobytes] = readFileSync('/proc/self/status', 'utf8').match(RegExp(`${field}:\\s+(\\d+)`)) ?? [];
  return Number(kilobytes) / 1024;
}
