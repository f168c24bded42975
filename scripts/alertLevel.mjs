// @ts-check

/** The bands that a level can name: see lib/alerts/severity.ts. */
const BANDS = ['low', 'medium', 'high'];

/**
 * Reads a level. It works before anything is installed.
 * @param {string} text `High`, or a severity
 * @returns {string | number} a band, or the lowest severity that counts
 */
export function readAlertLevel(text) {
  const band = text.toLowerCase();
  if (BANDS.includes(band)) return band;
  const severity = Number(text);
  if (text.trim() !== '' && severity >= 1 && severity <= 100) return severity;
  throw new Error(`Expected --alert-level to be Low, Medium, High or a number from 1 to 100, got ${text}`);
}

/**
 * The lowest severity of a level. Needs the built library.
 * @param {string | number} level
 * @returns {Promise<number>}
 */
export async function leastSeverity(level) {
  const { alertLevel } = await import('../lib/dist/cli/alertLevel.js');
  return alertLevel(String(level));
}
